package berth.dev.discord;

import static berth.dev.discord.DiscordClient.CHANNELS;
import static berth.dev.discord.DiscordClient.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import berth.dev.discord.exchange.SimulatedAnswer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatedDiscordTest extends OwnDiscord {

  // Users

  @Test
  void user_withoutABehaviour_hasAChannelWithTheBot() throws IOException {
    assertThat(caller.get("sim-1", USER).body()).contains("\"username\": \"someone\"");
    assertThat(caller.get("sim-1", CHANNELS).body())
        .contains(discord.channelOf("1"), "936929561302675456");
  }

  @Test
  void user_withAnotherToken_isTheSame() throws IOException {
    assertThat(caller.get("sim-1.new", USER).body()).isEqualTo(caller.get("sim-1", USER).body());
  }

  @Test
  void token_ofNoUser_isRefused() throws IOException {
    assertThat(caller.status("other")).isEqualTo(401);
  }

  @Test
  void path_thatIsUnknown_isNotFound() throws IOException {
    assertThat(caller.get("sim-1", "/gateway").statusCode()).isEqualTo(404);
  }

  // Behaviour

  @Test
  void behave_isOfAllTokensOfTheUser_andOfNoOtherUser_untilItBehavesWell() {
    discord.behave("1", "locked");
    assertThat(caller.status("sim-1")).isEqualTo(403);
    assertThat(caller.status("sim-1.new")).isEqualTo(403);
    assertThat(caller.status("sim-2")).isEqualTo(200);

    discord.behaveWell("1");
    assertThat(caller.status("sim-1")).isEqualTo(200);
  }

  @Test
  void behaveWell_ofAUserWithTheNameOfABehaviour_restoresThatBehaviour() {
    discord.behave("locked", "well");
    assertThat(caller.status("sim-locked")).isEqualTo(200);

    discord.behaveWell("locked");
    assertThat(caller.status("sim-locked")).isEqualTo(403);
  }

  @Test
  void behaveAll_isOfAllUsersWithoutABehaviourOfTheirOwn() {
    discord.behave("1", "well");
    discord.behaveAll("down");
    assertThat(caller.status("sim-1")).isEqualTo(200);
    assertThat(caller.status("sim-2")).isEqualTo(503);
    assertThat(caller.status("sim-locked")).isEqualTo(503);
    assertThat(caller.status("other")).isEqualTo(503);

    discord.behaveAll("well");
    assertThat(caller.status("sim-locked")).isEqualTo(200);
    assertThat(caller.status("other")).isEqualTo(401);
  }

  @Test
  void allBehaveWell_resetsAllUsers() {
    discord.behaveAll("down");
    discord.behave("1", "locked");
    discord.script("2", SimulatedAnswer.json(500, "{}"));

    discord.allBehaveWell();

    assertThat(caller.status("sim-1")).isEqualTo(200);
    assertThat(caller.status("sim-2")).isEqualTo(200);
    assertThat(caller.status("sim-3")).isEqualTo(200);
  }

  @Test
  void behave_unknownName_isRefused_andListsTheKnownOnes() {
    assertThatThrownBy(() -> discord.behave("1", "lockd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("lockd", "locked", "wrong-length");
  }

  @Test
  void firstTime_isOncePerToken_andAgainWhenTheBehaviourIsSet() {
    assertThat(caller.status("sim-flaky")).isEqualTo(503);
    assertThat(caller.status("sim-flaky")).isEqualTo(200);
    assertThat(caller.status("sim-flaky.new")).isEqualTo(503);

    discord.behave("flaky", "flaky");
    assertThat(caller.status("sim-flaky")).isEqualTo(503);
    assertThat(caller.status("sim-flaky")).isEqualTo(200);
  }

  @Test
  void firstTime_ofAUserWithEarlierRequests_isTheFirstSinceTheBehaviourWasSet() {
    assertThat(caller.status("sim-1")).isEqualTo(200);

    discord.behave("1", "flaky");

    assertThat(caller.status("sim-1")).isEqualTo(503);
  }

  // Scripts

  @Test
  void script_isFollowedInOrder_thenAllIsAsBefore() throws IOException {
    discord.behave("1", "locked");
    discord.script(
        "1",
        SimulatedAnswer.json(429, "{\"retry_after\": 0.1}").with("X-RateLimit-Scope", "shared"),
        SimulatedAnswer.of(200, "text/html", "<p>"));

    HttpResponse<String> first = caller.get("sim-1", USER);
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.body()).isEqualTo("{\"retry_after\": 0.1}");
    assertThat(first.headers().firstValue("X-RateLimit-Scope")).hasValue("shared");
    assertThat(first.headers().firstValue("Via")).isEmpty();
    HttpResponse<String> second = caller.get("sim-1.new", USER);
    assertThat(second.body()).isEqualTo("<p>");
    assertThat(second.headers().firstValue("Content-Type")).hasValue("text/html");
    assertThat(caller.status("sim-1")).isEqualTo(403);
  }

  @Test
  void script_withADelay_respondsLater() throws IOException {
    discord.script("1", SimulatedAnswer.json(200, "{}").after(Duration.ofMillis(300)));
    long asked = System.nanoTime();

    caller.get("sim-1", USER);

    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(299));
  }

  // Counts

  @Test
  void counts_areOfAllAndOfEachUser_andOfInvalidRequests() {
    for (String token :
        new String[] {"sim-1", "sim-1.new", "other", "sim-locked", "sim-limited", "sim-down"}) {
      caller.status(token);
    }
    assertThat(discord.requests()).isEqualTo(6);
    assertThat(discord.requestsOf("1")).isEqualTo(2);
    assertThat(discord.requestsOf("2")).isZero();
    assertThat(discord.invalidRequests()).isEqualTo(3);

    caller.status("sim-limited-shared");
    assertThat(discord.invalidRequests()).isEqualTo(3);
  }
}
