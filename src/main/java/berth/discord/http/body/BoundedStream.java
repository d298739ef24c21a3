package berth.discord.http.body;

import berth.time.Deadline;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** A body that may be endless, in size or in time, and then ends with an exception. */
public final class BoundedStream extends FilterInputStream {

  /** There are more bytes than anybody wants. */
  static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1;
  }

  private static final int CHUNK_BYTES = 8 * 1024;

  private final Deadline deadline;
  private long left;

  /**
   * Bounds a stream.
   *
   * @param most how many bytes there may be
   */
  public BoundedStream(InputStream body, long most, Deadline deadline) {
    super(body);
    this.left = most;
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

  /** By reading: what is passed by has to come in, too, and may be as endless. */
  @Override
  public long skip(long count) throws IOException {
    byte[] passed = new byte[(int) Math.max(0, Math.min(count, CHUNK_BYTES))];
    return count <= 0 ? 0 : Math.max(0, read(passed, 0, passed.length));
  }
}
