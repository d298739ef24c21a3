package berth.discord;

import berth.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/** Reads answers that may be endless, in size or in time. */
final class BodyReader {

  private static final int CHUNK_BYTES = 16 * 1024;

  private BodyReader() {}

  /**
   * Reads to the end, but not further than a little beyond so many bytes.
   *
   * @return all there is; more than {@code most} bytes when there are more
   * @throws TimeoutException when the deadline is over before
   */
  static byte[] read(InputStream body, int most, Deadline deadline)
      throws IOException, TimeoutException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK_BYTES];
    int read = body.read(chunk);
    while (read >= 0 && bytes.size() <= most) {
      bytes.write(chunk, 0, read);
      if (deadline.isOver()) {
        throw new TimeoutException();
      }
      read = body.read(chunk);
    }
    return bytes.toByteArray();
  }
}
