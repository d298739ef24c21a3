package berth.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the console.
 *
 * @param type its media type
 * @param tag changes with the content; for {@code ETag}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
record ConsoleFile(String type, byte[] content, byte[] compressed, String tag) {

  static ConsoleFile of(String name, byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    String tag = "\"" + Long.toHexString(checksum.getValue()) + "\"";
    return new ConsoleFile(type(name), content, compress(content), tag);
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html;charset=UTF-8";
      case "js" -> "text/javascript;charset=UTF-8";
      case "css" -> "text/css;charset=UTF-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static byte[] compress(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
