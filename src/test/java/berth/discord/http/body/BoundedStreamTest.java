package berth.discord.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import berth.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundedStreamTest {

  private static final int LIMIT = 100_000;
  private static final Deadline FAR = Deadline.in(Duration.ofMinutes(1));

  @Test
  void body_upToTheLimit_isReadWhole() throws IOException {
    byte[] body = new byte[LIMIT];

    assertThat(new BoundedStream(new ByteArrayInputStream(body), LIMIT, FAR).readAllBytes())
        .isEqualTo(body);
  }

  @Test
  void bytes_oneByOne_areThoseOfTheBody() throws IOException {
    BoundedStream stream =
        new BoundedStream(new ByteArrayInputStream(new byte[] {1, (byte) 0xff}), LIMIT, FAR);

    assertThat(stream.read()).isEqualTo(1);
    assertThat(stream.read()).isEqualTo(0xff);
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void endlessBody_isReadALittleBeyondTheLimit() {
    AtomicLong count = new AtomicLong();

    assertThatThrownBy(() -> new BoundedStream(endless(count), LIMIT, FAR).readAllBytes())
        .isInstanceOf(BoundedStream.TooLargeException.class);

    assertThat(count.get()).isBetween((long) LIMIT, 2L * LIMIT);
  }

  @Test
  void body_thatIsNotReadByTheDeadline_fails() {
    Deadline over = Deadline.in(Duration.ZERO);

    assertThatThrownBy(() -> new BoundedStream(endless(new AtomicLong()), LIMIT, over).read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void rest_thatIsNotSkippedByTheDeadline_fails() {
    Deadline over = Deadline.in(Duration.ZERO);

    assertThatThrownBy(
            () -> new BoundedStream(endless(new AtomicLong()), LIMIT, over).skipNBytes(10))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void rest_thatIsEndless_isSkippedALittleBeyondTheLimit() {
    AtomicLong count = new AtomicLong();

    assertThatThrownBy(() -> new BoundedStream(endless(count), LIMIT, FAR).skipNBytes(10L * LIMIT))
        .isInstanceOf(BoundedStream.TooLargeException.class);

    assertThat(count.get()).isBetween((long) LIMIT, 2L * LIMIT);
  }

  @Test
  void rest_isSkippedToItsEnd() {
    assertThatThrownBy(
            () ->
                new BoundedStream(new ByteArrayInputStream(new byte[20_000]), LIMIT, FAR)
                    .skipNBytes(LIMIT))
        .isInstanceOf(EOFException.class);
  }

  private static InputStream endless(AtomicLong count) {
    return new InputStream() {
      @Override
      public int read() {
        count.incrementAndGet();
        return ' ';
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        count.addAndGet(length);
        return length;
      }
    };
  }
}
