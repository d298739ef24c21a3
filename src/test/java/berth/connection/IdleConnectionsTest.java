package berth.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest {

  private static final int MAX = 2;

  private final IdleConnections connections = new IdleConnections(MAX);
  private final EmbeddedChannel first = new EmbeddedChannel();
  private final EmbeddedChannel second = new EmbeddedChannel();
  private final EmbeddedChannel third = new EmbeddedChannel();

  @Test
  void opened_upToTheMaximum_closesNone() {
    connections.opened(first);
    connections.opened(second);

    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isTrue();
  }

  @Test
  void opened_aboveTheMaximum_closesTheOldestThatServesNothing() {
    connections.opened(first).becameBusy();
    connections.opened(second);

    connections.opened(third);

    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isFalse();
    assertThat(third.isOpen()).isTrue();
  }

  @Test
  void opened_whileAllOthersServe_closesNone() {
    connections.opened(first).becameBusy();
    connections.opened(second).becameBusy();

    connections.opened(third);

    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isTrue();
  }

  @Test
  void opened_afterOneWasUsed_closesOneThatWasNot_andLaterTheOtherOne() {
    IdleConnections.Connection used = connections.opened(first);
    used.becameBusy();
    used.becameIdle();
    IdleConnections.Connection unused = connections.opened(second);

    connections.opened(third);

    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isFalse();
    connections.closed(unused);
    connections.opened(new EmbeddedChannel()).becameBusy();
    assertThat(first.isOpen() && third.isOpen()).isFalse();
  }

  @Test
  void closed_makesRoomForAnother() {
    connections.opened(first);
    IdleConnections.Connection gone = connections.opened(second);
    second.close().syncUninterruptibly();

    connections.closed(gone);
    connections.opened(third);

    assertThat(first.isOpen()).isTrue();
  }
}
