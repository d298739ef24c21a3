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

  private static final int MOST = 100_000;
  private static final Deadline FAR = Deadline.in(Duration.ofMinutes(1));

  @Test
  void body_upToTheLimit_isReadWhole() throws IOException {
    byte[] body = new byte[MOST];

    assertThat(new BoundedStream(new ByteArrayInputStream(body), MOST, FAR).readAllBytes())
        .isEqualTo(body);
  }

  @Test
  void bytes_oneByOne_areThoseOfTheBody() throws IOException {
    BoundedStream stream =
        new BoundedStream(new ByteArrayInputStream(new byte[] {1, (byte) 0xff}), MOST, FAR);

    assertThat(stream.read()).isEqualTo(1);
    assertThat(stream.read()).isEqualTo(0xff);
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Test
  void endlessBody_isReadALittleBeyondTheLimit() {
    AtomicLong asked = new AtomicLong();

    assertThatThrownBy(() -> new BoundedStream(endless(asked), MOST, FAR).readAllBytes())
        .isInstanceOf(BoundedStream.TooLargeException.class);

    assertThat(asked.get()).isBetween((long) MOST, 2L * MOST);
  }

  @Test
  void body_thatComesTooSlowly_isGivenUp() {
    Deadline over = Deadline.in(Duration.ZERO);

    assertThatThrownBy(() -> new BoundedStream(endless(new AtomicLong()), MOST, over).read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void rest_thatComesTooSlowly_isNotPassedByForEver() {
    Deadline over = Deadline.in(Duration.ZERO);

    assertThatThrownBy(
            () -> new BoundedStream(endless(new AtomicLong()), MOST, over).skipNBytes(10))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void rest_thatIsEndless_isPassedByNoFurtherThanTheLimit() {
    AtomicLong asked = new AtomicLong();

    assertThatThrownBy(() -> new BoundedStream(endless(asked), MOST, FAR).skipNBytes(10L * MOST))
        .isInstanceOf(BoundedStream.TooLargeException.class);

    assertThat(asked.get()).isBetween((long) MOST, 2L * MOST);
  }

  @Test
  void rest_isPassedByToItsEnd() {
    assertThatThrownBy(
            () ->
                new BoundedStream(new ByteArrayInputStream(new byte[20_000]), MOST, FAR)
                    .skipNBytes(MOST))
        .isInstanceOf(EOFException.class);
  }

  private static InputStream endless(AtomicLong asked) {
    return new InputStream() {
      @Override
      public int read() {
        asked.incrementAndGet();
        return ' ';
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        asked.addAndGet(length);
        return length;
      }
    };
  }
}
