package berth.dev.discord;

import static berth.dev.discord.DiscordClient.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BadConnectionsTest extends OwnDiscord {

  /** The time without data after which a connection counts as stalled. */
  private static final int STALLED_MILLIS = 400;

  @Test
  void slow_doesNotRespondForLong() {
    assertStaysOpen(caller.begin("sim-slow", USER));
  }

  @Test
  void reset_closesTheConnectionWithoutAResponse() throws IOException {
    assertThatThrownBy(() -> caller.get("sim-reset", USER)).isInstanceOf(IOException.class);

    assertThat(caller.control("GET", "/control", "")).contains("\"answers\":{\"0\":");
  }

  @Test
  void stall_sendsOneHalf_thenNothing() throws IOException {
    HttpResponse<InputStream> answer = caller.open("sim-stall", USER);
    int promised = Integer.parseInt(answer.headers().firstValue("Content-Length").orElseThrow());

    assertThat(read(answer.body().readNBytes(promised / 2))).startsWith("{\"id\": ");
    assertStaysOpen(CompletableFuture.supplyAsync(() -> nextByte(answer.body())));
  }

  @Test
  void trickle_sendsAByteNowAndThen() throws IOException {
    CompletableFuture<HttpResponse<String>> whole = caller.begin("sim-trickle.whole", USER);

    HttpResponse<InputStream> answer = caller.open("sim-trickle", USER);

    assertThat(read(answer.body().readNBytes(2))).isEqualTo("{\"");
    assertThat(whole).isNotDone();
  }

  @Test
  void cutOff_endsBetweenChunks() throws IOException {
    HttpResponse<InputStream> answer = caller.open("sim-cut-off", USER);

    assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
    assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
  }

  @Test
  void wrongLength_isMoreThanComes() throws IOException {
    HttpResponse<InputStream> answer = caller.open("sim-wrong-length", USER);
    int promised = Integer.parseInt(answer.headers().firstValue("Content-Length").orElseThrow());

    assertThat(read(answer.body().readNBytes(promised - 100))).endsWith("}");
    assertThatThrownBy(() -> answer.body().read()).isInstanceOf(IOException.class);
  }

  private static void assertStaysOpen(CompletableFuture<?> answer) {
    assertThatThrownBy(() -> answer.get(STALLED_MILLIS, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  private static String read(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int nextByte(InputStream body) {
    try {
      return body.read();
    } catch (IOException closed) {
      return -1;
    }
  }
}
