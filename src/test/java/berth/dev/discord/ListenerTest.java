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
  void hundreds_atOnce_allGetResponses() {
    assertThat(AtOnce.run(300, number -> caller.status("sim-" + number))).containsOnly(200);
    assertThat(discord.requests()).isEqualTo(300);
  }

  @Test
  void stop_refusesConnections_untilTheRestart_onTheSamePort() {
    URI url = discord.url();
    assertThat(caller.status("sim-1")).isEqualTo(200);

    discord.stop();
    discord.stop();
    assertThatThrownBy(() -> new DiscordClient(discord).get("sim-1", USER))
        .isInstanceOf(ConnectException.class);

    discord.restart();
    discord.restart();
    assertThat(discord.url()).isEqualTo(url);
    assertThat(caller.status("sim-1")).isEqualTo(200);
  }

  @Test
  void threads_areDaemons_soThatTheJvmCanEnd() {
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
