package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.pod.Pods;
import berth.harness.pod.Pulse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two packaged pods under load, while Discord fails or refuses tokens. */
class DiscordStormIT {

  private static final Logger LOG = Logger.getLogger(DiscordStormIT.class);
  private static final int CEILING = 100;
  private static final int CALLERS = 16;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_ANSWER = Duration.ofMillis(10_500);
  private static final Duration LONGEST_SLOT = Duration.ofSeconds(2);

  /** With these, Vert.x logs once a second when an event loop has been blocked for 200 ms. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "BERTH_DISCORD_INVALID_REQUESTS",
          "" + CEILING,
          "QUARKUS_VERTX_MAX_EVENT_LOOP_EXECUTE_TIME",
          "200ms");

  /** The answer to a caller, and the time that it took. */
  private record Timed(Answer answer, Duration time) {}

  private final Duration outage = Duration.ofSeconds(Integer.getInteger("berth.storm.seconds", 3));

  private static Pods pods;

  private Api caller;
  private Pulse pulse;

  @BeforeAll
  static void start() {
    pods = Pods.start(2, SETTINGS);
  }

  @AfterAll
  static void stop() {
    pods.close();
  }

  @BeforeEach
  void subscribe() {
    pods.database().execute("UPDATE discord_permit SET spent_until = '-infinity'");
    caller = pods.admin(0).subscribed("{\"name\": \"storm\", \"quantity\": 1000}");
    caller.configured("sim-sound-" + UUID.randomUUID(), 1);
    pulse = Pulse.start();
  }

  @AfterEach
  void noEventLoopWasBlocked() {
    pods.discord().allBehaveWell();
    pulse.close();
    assertThat(pulse.blocked(pods.log())).isEmpty();
  }

  private Timed configure(int pod, String token) {
    return configure(caller, pod, token);
  }

  private Timed configure(Api caller, int pod, String token) {
    long begin = System.nanoTime();
    Answer answer = caller.at(pods.url(pod)).configure(token, 1);
    return new Timed(answer, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** With five subscriptions, since one may not spend the whole budget. */
  @Test
  void badTokens_neverCauseMoreInvalidRequestsThanTheCeiling() {
    int before = pods.discord().invalidRequests();
    List<Api> callers =
        IntStream.range(0, 5)
            .mapToObj(i -> pods.admin(0).subscribed("{\"name\": \"bad\", \"quantity\": 1000}"))
            .toList();
    List<Timed> answers =
        AtOnce.run(
                50,
                number ->
                    IntStream.range(0, 10)
                        .mapToObj(
                            i ->
                                configure(
                                    callers.get(number % callers.size()),
                                    number,
                                    "sim-" + bad(i) + "." + number + "-" + i))
                        .toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    int invalid = pods.discord().invalidRequests() - before;
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
  @ValueSource(strings = {"down", "reset", "slow"})
  void outage_isAnsweredInTime_withFewRequestsToDiscord_andOverAtOnce(String behaviour) {
    pods.discord().behaveAll(behaviour);
    int before = pods.discord().requests();
    Collection<Duration> slots = new ConcurrentLinkedQueue<>();

    Collection<Timed> answers = storm(slots);

    int calls = pods.discord().requests() - before;
    Duration longest = longest(answers.stream().map(Timed::time));
    Duration slowestSlot = longest(slots.stream());
    pods.discord().allBehaveWell();
    long begin = System.nanoTime();
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> configure(0, "sim-after-" + behaviour).answer().status() / 100 == 2);
    LOG.infof(
        "%s for %d s: %d answers, the longest after %d ms; %d calls of Discord; well %d ms later;"
            + " %d slots meanwhile, the slowest after %d ms",
        behaviour,
        outage.toSeconds(),
        answers.size(),
        longest.toMillis(),
        calls,
        Duration.ofNanos(System.nanoTime() - begin).toMillis(),
        slots.size(),
        slowestSlot.toMillis());
    assertThat(longest).isLessThan(LONGEST_ANSWER);
    assertThat(slowestSlot).isBetween(Duration.ofNanos(1), LONGEST_SLOT);
    assertThat(answers).allMatch(timed -> timed.answer().status() >= 502);
    assertThat(calls).isLessThan(2 * callsOfAPod());
  }

  @Test
  void usersWithMegabytesOfChannels_delayNoCaller() {
    pods.discord().behaveAll("huge");

    List<Timed> answers =
        AtOnce.run(
                4,
                number ->
                    IntStream.range(0, 10)
                        .mapToObj(i -> configure(number, "sim-" + number + "-" + i))
                        .toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    assertThat(answers)
        .allSatisfy(
            timed -> {
              assertThat(timed.answer().status()).isEqualTo(201);
              assertThat(timed.time()).isLessThan(LONGEST_ANSWER);
            });
  }

  /**
   * The calls until its breaker opens, the calls that were under way by then, and the probes. When
   * every response is slow, each caller may make the three calls of its look-up before ten have
   * failed.
   */
  private int callsOfAPod() {
    int callers = CALLERS / 2;
    return Math.max(10 + callers, 3 * callers) + (int) outage.toSeconds() / 4 + 1;
  }

  /** The first worker takes and releases slots; the others configure accounts. */
  private Collection<Timed> storm(Collection<Duration> slots) {
    Collection<Timed> answers = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + outage.toNanos();
    AtOnce.run(
        1 + CALLERS,
        number -> {
          for (int i = 0; System.nanoTime() < end; i++) {
            if (number == 0) {
              slots.add(takeAndRelease(i));
            } else {
              answers.add(configure(number, "sim-" + number + "-" + i % 10));
              // the JDK's client may close a connection that is used again at once: it takes the
              // answer for bytes without a request
              LockSupport.parkNanos(PAUSE.toNanos());
            }
          }
          return number;
        });
    return answers;
  }

  private Duration takeAndRelease(int pod) {
    long begin = System.nanoTime();
    Answer taken = caller.at(pods.url(pod)).take();
    assertThat(taken.status()).as(taken.toString()).isEqualTo(201);
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(caller.release(taken.text("slot")).status()).isEqualTo(204);
    return time;
  }

  private static Duration longest(Stream<Duration> times) {
    return times.reduce(Duration.ZERO, DiscordStormIT::longer);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
