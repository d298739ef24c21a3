package berth.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestDeadlineTest {

  private static final int SECONDS = 20;

  private long now;
  private final RequestDeadline deadline =
      new RequestDeadline(new IdleConnections(1), new UnsentResponses(), () -> now);
  private final EmbeddedChannel connection = new EmbeddedChannel(deadline);

  @Test
  void newConnection_onWhichNothingArrives_isClosed() {
    pass(SECONDS - 1);
    assertThat(connection.isOpen()).isTrue();

    pass(1);

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void request_whoseBytesArriveNowAndThen_isClosed() {
    for (int second = 0; second < SECONDS; second++) {
      assertThat(connection.isOpen()).isTrue();
      receiveByte();
      pass(1);
    }

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void request_thatIsServed_mayTakeAsLongAsItLikes() {
    receiveByte();
    deadline.requestReceived();

    pass(10 * SECONDS);

    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void laterRequest_hasTheWholeTimeFromItsFirstByteOn() {
    receiveByte();
    deadline.requestReceived();
    deadline.responseWritten();
    pass(SECONDS - 1);
    receiveByte();

    pass(SECONDS - 1);
    assertThat(connection.isOpen()).isTrue();
    pass(1);

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void request_isNotLate_whileThePodItselfDoesNotRead() {
    receiveByte();
    connection.config().setAutoRead(false);

    pass(2 * SECONDS);

    assertThat(connection.isOpen()).isTrue();
    connection.config().setAutoRead(true);
    pass(SECONDS);
    assertThat(connection.isOpen()).isFalse();
  }

  private void receiveByte() {
    connection.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
  }

  /** Lets time pass second by second, as the tasks of the connection expect. */
  private void pass(int seconds) {
    for (int second = 0; second < seconds; second++) {
      now += TimeUnit.SECONDS.toNanos(1);
      connection.advanceTimeBy(1, TimeUnit.SECONDS);
      connection.runScheduledPendingTasks();
    }
  }
}
