package berth.response;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON text and gives it away in pieces. */
public final class JsonPieces {

  /** What is written next. */
  @FunctionalInterface
  public interface Part {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator generator;

  public JsonPieces(ObjectMapper json) {
    try {
      generator = json.createGenerator(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Writes the part, and returns all that has been written since the last one. */
  public byte[] write(Part part) {
    try {
      part.writeTo(generator);
      generator.flush();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    byte[] piece = bytes.toByteArray();
    bytes.reset();
    return piece;
  }
}
