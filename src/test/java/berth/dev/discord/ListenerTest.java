package berth.dev.discord;

import static berth.dev.discord.DiscordClient.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import berth.harness.AtOnce;
import java.net.ConnectException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ListenerTest extends OwnDiscord {

  @Test
  void hundreds_atOnce_areAllAnswered() {
    assertThat(AtOnce.run(300, number -> caller.status("sim-" + number))).containsOnly(200);
    assertThat(discord.requests()).isEqualTo(300);
  }

  @Test
  void goAway_refusesConnections_untilItComesBack_whereItWas() {
    URI url = discord.url();
    assertThat(caller.status("sim-1")).isEqualTo(200);

    discord.goAway();
    discord.goAway();
    assertThatThrownBy(() -> new DiscordClient(discord).get("sim-1", USER))
        .isInstanceOf(ConnectException.class);

    discord.comeBack();
    discord.comeBack();
    assertThat(discord.url()).isEqualTo(url);
    assertThat(caller.status("sim-1")).isEqualTo(200);
  }

  @Test
  void threads_areDaemons_soThatNoJvmIsKeptFromItsEnd() {
    caller.status("sim-1");

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(
            thread ->
                thread.getName().startsWith("HTTP-Dispatcher")
                    || thread.getName().equals("simulated-discord"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(Thread::isDaemon);
  }
}
