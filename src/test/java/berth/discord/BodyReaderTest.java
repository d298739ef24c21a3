package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import berth.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyReaderTest {

  private static final int MOST = 100_000;
  private static final Deadline FAR = Deadline.in(Duration.ofMinutes(1));

  @Test
  void body_upToTheLimit_isReadWhole() throws Exception {
    byte[] body = "x".repeat(MOST).getBytes(StandardCharsets.US_ASCII);

    assertThat(BodyReader.read(new ByteArrayInputStream(body), MOST, FAR)).isEqualTo(body);
  }

  @Test
  void endlessBody_isReadALittleBeyondTheLimit() throws Exception {
    AtomicLong asked = new AtomicLong();

    byte[] read = BodyReader.read(endless(asked), MOST, FAR);

    assertThat(read.length).isGreaterThan(MOST);
    assertThat(asked.get()).isLessThan(2 * MOST);
  }

  @Test
  void body_thatComesTooSlowly_isGivenUp() {
    assertThatThrownBy(
            () -> BodyReader.read(endless(new AtomicLong()), MOST, Deadline.in(Duration.ZERO)))
        .isInstanceOf(TimeoutException.class);
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
