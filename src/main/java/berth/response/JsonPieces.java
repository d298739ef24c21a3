package berth.response;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON text and returns it in pieces. */
public final class JsonPieces {

  /** Writes a part of the text. */
  @FunctionalInterface
  public interface Part {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator generator;

  /** Begins an empty text. */
  public JsonPieces(ObjectMapper json) {
    try {
      generator = json.createGenerator(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Writes the part.
   *
   * @return all that was written since the last part was returned, in UTF-8
   * @throws UncheckedIOException when the part can't be written
   */
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
