package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.pod.Pods;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Callers post invalid tokens at two packaged pods. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("concurrent")
@Execution(ExecutionMode.SAME_THREAD)
class BadTokensIT {

  private static final int BUDGET = 100;
  private static final int QUARTER = BUDGET / 4;
  private static final String INVALID = "400 {\"error\":\"Discord token is invalid\",\"code\":400}";

  private static Pods pods;

  private Api caller;
  private Api other;
  private int requests;
  private int invalid;

  @BeforeAll
  static void start() {
    pods = Pods.start(2, Map.of("BERTH_DISCORD_INVALID_REQUESTS", "" + BUDGET));
  }

  @AfterAll
  static void stop() {
    pods.close();
  }

  @BeforeEach
  void subscribe() {
    caller = subscribed("caller");
    other = subscribed("other");
    pods.database().execute("UPDATE discord_permit SET spent_until = '-infinity'");
    requests = pods.discord().requests();
    invalid = pods.discord().invalidRequests();
  }

  private int requests() {
    return pods.discord().requests() - requests;
  }

  private int invalid() {
    return pods.discord().invalidRequests() - invalid;
  }

  private static Api subscribed(String name) {
    return pods.admin(0).subscribed("{\"name\": \"%s\", \"quantity\": 1000}".formatted(name));
  }

  private Answer configure(int pod, Api caller, String token) {
    return caller.at(pods.url(pod)).configure(token, 1);
  }

  @Test
  void refusedToken_isNotSentAgainForAMinute_byAnyPodForAnyCaller() {
    for (int i = 0; i < 25; i++) {
      Api poster = i % 3 == 0 ? other : caller;
      assertThat(configure(i, poster, "nobody.is-this")).hasToString(INVALID);
    }
    assertThat(requests()).isEqualTo(1);
    long seconds =
        pods.database()
            .number(
                "SELECT ceil(extract(epoch FROM max(refused_until) - now())) FROM discord_refusal");
    assertThat(seconds).isBetween(1L, 60L);

    pods.database().execute("UPDATE discord_refusal SET refused_until = now()");

    assertThat(configure(0, caller, "nobody.is-this")).hasToString(INVALID);
    assertThat(configure(1, caller, "nobody.is-this")).hasToString(INVALID);
    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void sameToken_postedAtBothPodsAtOnce_isSentAtMostOnceByEach() {
    List<Answer> answers = AtOnce.run(24, number -> configure(number, caller, "nobody.is-that"));

    assertThat(answers).allMatch(answer -> answer.toString().equals(INVALID));
    assertThat(requests()).isBetween(1, 2);
  }

  @Test
  void subscription_withUnknownTokens_spendsAQuarter_andOthersAreServed() {
    List<Answer> answers =
        AtOnce.run(
                10,
                thread ->
                    IntStream.range(0, 8)
                        .mapToObj(i -> configure(i, caller, "unknown." + thread + "-" + i))
                        .toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    assertThat(invalid()).isEqualTo(QUARTER);
    assertThat(answers).filteredOn(answer -> answer.status() == 400).hasSize(QUARTER);
    assertRefusedForTheSubscription(answers.stream().filter(answer -> answer.status() != 400));
    assertRefusedForTheSubscription(
        Stream.of(configure(0, caller, "sim-good"), configure(1, caller, "sim-good")));
    assertThat(configure(0, other, "sim-1").status()).isEqualTo(201);
    assertThat(configure(1, other, "sim-1").status()).isEqualTo(200);
  }

  private static void assertRefusedForTheSubscription(Stream<Answer> refused) {
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(answer)
                  .hasToString(
                      "503 {\"error\":\"Discord is unavailable\",\"errorDetails\":\"Discord has"
                          + " refused too many requests for this subscription"
                          + " lately\",\"code\":503}");
              assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(500, 616);
            });
  }

  /** Runs last, since it kills a pod. */
  @Test
  @Order(Integer.MAX_VALUE)
  void quarter_isNotExceeded_whenAPodDies() throws InterruptedException {
    pods.discord().behaveAll("takes-1s");
    Thread posts =
        new Thread(
            () ->
                AtOnce.run(
                    20,
                    number -> {
                      try {
                        return configure(0, caller, "lost." + number).status();
                      } catch (AssertionError podDied) {
                        return 0;
                      }
                    }));
    posts.start();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> requests() >= 10);
    pods.kill(0);
    posts.join(Duration.ofSeconds(60).toMillis());

    for (int i = 0; i < 2 * QUARTER; i++) {
      assertThat(configure(1, caller, "after." + i).status()).isIn(400, 503);
    }

    assertThat(invalid()).isBetween(QUARTER / 2, QUARTER);
    assertThat(configure(1, other, "sim-2").status()).isEqualTo(201);
  }
}
