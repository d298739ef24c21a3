package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.Pods;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two packaged pods in bad times. */
class DiscordStormIT {

  private static final Logger LOG = Logger.getLogger(DiscordStormIT.class);
  private static final int CEILING = 100;
  private static final int CALLERS = 16;
  private static final Duration LONGEST_ANSWER = Duration.ofMillis(10_500);

  /** Vert.x looks once a second whether one of its threads is held up for as long as this. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "BERTH_DISCORD_INVALID_REQUESTS",
          "" + CEILING,
          "QUARKUS_VERTX_MAX_EVENT_LOOP_EXECUTE_TIME",
          "200ms");

  /** What a caller got, and after how long. */
  private record Timed(Answer answer, Duration time) {}

  private final Duration outage = Duration.ofSeconds(Integer.getInteger("berth.storm.seconds", 10));

  private Pods pods;
  private Api caller;

  @BeforeEach
  void start() {
    pods = Pods.start(2, SETTINGS);
    caller = pods.admin(0).subscribed("{\"name\": \"storm\", \"quantity\": 1000}");
  }

  @AfterEach
  void stop_andNoEventLoopWasHeldUp() {
    List<String> log = pods.log();
    pods.close();
    assertThat(log).noneMatch(line -> line.contains("has been blocked"));
  }

  private Timed configure(int pod, String token) {
    long begin = System.nanoTime();
    Answer answer = caller.at(pods.url(pod)).configure(token, 1);
    return new Timed(answer, Duration.ofNanos(System.nanoTime() - begin));
  }

  @Test
  void badTokens_neverMakeMoreInvalidRequestsThanTheCeiling() {
    List<Timed> answers =
        AtOnce.run(
                50,
                number ->
                    IntStream.range(0, 10)
                        .mapToObj(i -> configure(number, "sim-" + bad(i) + "." + number + "-" + i))
                        .toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    int invalid = pods.discord().invalidRequests();
    LOG.infof("500 bad tokens: %d invalid requests, ceiling %d", invalid, CEILING);
    assertThat(invalid).isBetween(CEILING / 2, CEILING);
    assertThat(answers)
        .allSatisfy(
            timed -> {
              assertThat(timed.answer().status()).isIn(400, 503);
              assertThat(timed.time()).isLessThan(LONGEST_ANSWER);
            });
    assertThat(answers.stream().filter(timed -> timed.answer().status() == 503))
        .isNotEmpty()
        .allMatch(timed -> !timed.answer().header("Retry-After").isEmpty());
  }

  private static String bad(int i) {
    return List.of("invalid", "locked", "blocked", "no-access").get(i % 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"down", "reset", "slow", "stall", "huge"})
  void outage_isAnsweredInTime_hardlySeenByDiscord_andOverAtOnce(String behaviour) {
    pods.discord().behaveAll(behaviour);
    int before = pods.discord().requests();

    Collection<Timed> answers = storm();

    int calls = pods.discord().requests() - before;
    Duration longest =
        answers.stream().map(Timed::time).reduce(Duration.ZERO, DiscordStormIT::longer);
    pods.discord().allBehaveWell();
    long begin = System.nanoTime();
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> configure(0, "sim-after").answer().status() / 100 == 2);
    LOG.infof(
        "%s for %d s: %d answers, the longest after %d ms; %d calls of Discord; well %d ms later",
        behaviour,
        outage.toSeconds(),
        answers.size(),
        longest.toMillis(),
        calls,
        Duration.ofNanos(System.nanoTime() - begin).toMillis());
    assertThat(longest).isLessThan(LONGEST_ANSWER);
    if (!behaviour.equals("huge")) {
      assertThat(answers).allMatch(timed -> timed.answer().status() >= 502);
      assertThat(calls).isLessThan(2 * callsOfAPod());
    }
  }

  /** Those until its breaker opens, those that were under way by then, and the probes. */
  private int callsOfAPod() {
    return 5 + CALLERS / 2 + (int) outage.toSeconds() / 4 + 1;
  }

  private Collection<Timed> storm() {
    Collection<Timed> answers = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + outage.toNanos();
    AtOnce.run(
        CALLERS,
        number -> {
          for (int i = 0; System.nanoTime() < end; i++) {
            answers.add(configure(number, "sim-" + number + "-" + i % 10));
          }
          return number;
        });
    return answers;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
