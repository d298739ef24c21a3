package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.Pods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two packaged pods, at which many accounts are configured at once. */
class BulkImportIT {

  private static final Logger LOG = Logger.getLogger(BulkImportIT.class);
  private static final int ACCOUNTS = 100;
  private static final int MOST_TRIES = 20;

  /** What a caller got, and after how long since all began. */
  private record Timed(Answer answer, Duration time) {}

  private static Pods pods;

  private Api caller;

  @BeforeAll
  static void start() {
    pods = Pods.start(2);
    // whatever is slow the first time
    Api first = subscribed("first");
    IntStream.range(0, 2).forEach(pod -> first.at(pods.url(pod)).configured("sim-first", 1));
  }

  @AfterAll
  static void stop() {
    pods.close();
  }

  @BeforeEach
  void subscribe() {
    caller = subscribed("import");
  }

  @AfterEach
  void behaveWell() {
    pods.discord().allBehaveWell();
  }

  private static Api subscribed(String name) {
    return pods.admin(0).subscribed("{\"name\": \"%s\", \"quantity\": 1000}".formatted(name));
  }

  private static Timed timed(Api caller, String token, long begin) {
    Answer answer = caller.configure(token, 1);
    return new Timed(answer, Duration.ofNanos(System.nanoTime() - begin));
  }

  @ParameterizedTest
  @CsvSource({"takes-300ms, 1", "takes-300ms, 2", "takes-1s, 1", "takes-1s, 2"})
  void manyAtOnce_areConfigured_byAClientThatComesBackWhenItIsTold(String behaviour, int used) {
    pods.discord().behaveAll(behaviour);
    int before = pods.discord().requests();
    long begin = System.nanoTime();

    List<List<Timed>> tries =
        AtOnce.run(
            ACCOUNTS,
            number ->
                configureUntilDone(
                    "sim-%s-%d-%d".formatted(behaviour, used, number),
                    caller.at(pods.url(number % used)),
                    begin));

    Duration longest =
        tries.stream()
            .map(all -> all.get(all.size() - 1).time())
            .max(Duration::compareTo)
            .orElseThrow();
    LOG.infof(
        "%d at once at %d pods, Discord %s: at first %s; all done after %d ms",
        ACCOUNTS, used, behaviour, statuses(tries), longest.toMillis());
    assertThat(tries)
        .allSatisfy(all -> assertThat(all.get(all.size() - 1).answer().status()).isEqualTo(201));
    // so nobody was told that Discord did not answer, and every pause was told
    assertThat(tries.stream().flatMap(all -> all.subList(0, all.size() - 1).stream()))
        .allSatisfy(
            timed -> {
              assertThat(timed.answer().status()).isEqualTo(503);
              assertThat(Integer.parseInt(timed.answer().header("Retry-After"))).isBetween(1, 15);
            });
    long served =
        tries.stream().flatMap(List::stream).filter(timed -> !isCrowdedOut(timed)).count();
    // and nobody was asked about who had to come back; on a busy machine some are asked about again
    assertThat(pods.discord().requests() - before)
        .isBetween(2 * ACCOUNTS, 2 * (int) served + ACCOUNTS / 5);
  }

  private static boolean isCrowdedOut(Timed timed) {
    return timed.answer().text("errorDetails").equals("Too many look-ups are ahead of this one");
  }

  private static List<Timed> configureUntilDone(String token, Api caller, long begin) {
    List<Timed> tries = new ArrayList<>();
    do {
      tries.add(timed(caller, token, begin));
      Answer last = tries.get(tries.size() - 1).answer();
      if (last.status() != 503) {
        break;
      }
      LockSupport.parkNanos(
          Duration.ofSeconds(Long.parseLong(last.header("Retry-After"))).toNanos());
    } while (tries.size() < MOST_TRIES);
    return tries;
  }

  private static Map<Integer, Long> statuses(List<List<Timed>> tries) {
    return tries.stream()
        .collect(
            Collectors.groupingBy(
                all -> all.get(0).answer().status(), TreeMap::new, Collectors.counting()));
  }

  @Test
  void moreThanCanBeServed_areRefusedWhenTheyCome_andNoneIsToldThatDiscordDidNotAnswer() {
    pods.discord().behaveAll("takes-1s");
    long begin = System.nanoTime();

    List<Timed> answers =
        AtOnce.run(400, number -> timed(caller.at(pods.url(0)), "sim-crowd-" + number, begin));

    List<Timed> refused = answers.stream().filter(timed -> timed.answer().status() != 201).toList();
    LOG.infof("400 at once at a pod, Discord answers after 1 s: %d refused", refused.size());
    assertThat(answers.size() - refused.size()).isGreaterThanOrEqualTo(20);
    assertThat(refused)
        .allSatisfy(
            timed -> {
              assertThat(timed.answer().status()).isEqualTo(503);
              assertThat(Integer.parseInt(timed.answer().header("Retry-After"))).isBetween(1, 15);
            });
    assertThat(refused.stream().filter(BulkImportIT::isCrowdedOut))
        .hasSizeGreaterThan(100)
        .allMatch(timed -> timed.answer().text("error").equals("Discord is unavailable"))
        .anyMatch(timed -> timed.time().compareTo(Duration.ofSeconds(4)) < 0);
  }
}
