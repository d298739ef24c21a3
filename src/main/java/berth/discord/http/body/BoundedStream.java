package berth.discord.http.body;

import berth.time.Deadline;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * Bounds a body in size and in time. A read throws an exception when the body exceeds a bound: a
 * body may be endless in both.
 */
public final class BoundedStream extends FilterInputStream {

  /** The body has more bytes than are allowed. */
  static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1;
  }

  private static final int CHUNK_BYTES = 8 * 1024;

  private final Deadline deadline;
  private long left;

  /**
   * Bounds a stream.
   *
   * @param maxBytes how many bytes the body may have
   */
  public BoundedStream(InputStream body, long maxBytes, Deadline deadline) {
    super(body);
    this.left = maxBytes;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (deadline.isOver()) {
      throw new SocketTimeoutException();
    }
    int read = super.read(bytes, offset, length);
    left -= Math.max(0, read);
    if (left < 0) {
      throw new TooLargeException();
    }
    return read;
  }

  /** Skips by reading: skipped bytes are received as well, so the bounds hold for them too. */
  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.max(0, Math.min(count, CHUNK_BYTES))];
    return count <= 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }
}
