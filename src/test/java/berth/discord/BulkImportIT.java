package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.pod.Pods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many accounts are configured at once, at two packaged pods. */
class BulkImportIT {

  private static final Logger LOG = Logger.getLogger(BulkImportIT.class);
  private static final int ACCOUNTS = 100;
  private static final int MAX_TRIES = 20;

  /** The answer to a caller, and the time from the start of the import. */
  private record Timed(Answer answer, Duration time) {}

  private static Pods pods;

  private Api caller;

  @BeforeAll
  static void start() {
    pods = Pods.start(2);
    // the first requests of a pod are slow
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
  void manyAccountsAtOnce_areConfigured_byAClientThatObeysRetryAfter(String behaviour, int used) {
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
        ACCOUNTS, used, behaviour, firstAnswers(tries), longest.toMillis());
    assertThat(tries)
        .allSatisfy(
            all ->
                assertThat(all.get(all.size() - 1).answer().status()).isIn(statusesWhenDone(all)));
    // no caller got a timeout of Discord, and every 503 had a pause
    assertThat(tries.stream().flatMap(all -> all.subList(0, all.size() - 1).stream()))
        .allSatisfy(
            timed -> {
              assertThat(timed.answer().status()).isEqualTo(503);
              assertThat(Integer.parseInt(timed.answer().header("Retry-After"))).isBetween(1, 15);
            });
    long served =
        tries.stream().flatMap(List::stream).filter(timed -> !isCrowdedOut(timed)).count();
    // a refused request causes no request to Discord; on a busy machine Berth retries a few
    assertThat(pods.discord().requests() - before)
        .isBetween(2 * ACCOUNTS, 2 * (int) served + ACCOUNTS / 5);
  }

  /** After a 503 of the database the account may have been stored, and is updated then. */
  private static List<Integer> statusesWhenDone(List<Timed> tries) {
    boolean mayBeStored =
        tries.stream()
            .map(Timed::answer)
            .anyMatch(answer -> answer.text("error").equals("Service is unavailable"));
    return mayBeStored ? List.of(200, 201) : List.of(201);
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
    } while (tries.size() < MAX_TRIES);
    return tries;
  }

  private static Map<String, Long> firstAnswers(List<List<Timed>> tries) {
    return tries.stream()
        .map(all -> all.get(0).answer())
        .collect(Collectors.groupingBy(BulkImportIT::kind, TreeMap::new, Collectors.counting()));
  }

  private static String kind(Answer answer) {
    return answer.status() == 503 ? "503 " + answer.text("errorDetails") : "" + answer.status();
  }

  @Test
  void moreRequestsThanCanBeServed_areRefusedOnArrival_andNoneTimesOut() {
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

  /** The other subscription calls before and after the slow one's breaker has opened. */
  @Test
  void slowTokensOfOneSubscription_delayNoOtherSubscription() {
    Api other = subscribed("other");
    int before = pods.discord().requests();
    CountDownLatch slow = new CountDownLatch(ACCOUNTS);

    List<List<Timed>> answers =
        AtOnce.run(
            ACCOUNTS + 10,
            number -> number < ACCOUNTS ? slow(number, slow) : good(other, number, slow, before));

    List<Timed> good =
        answers.subList(ACCOUNTS, answers.size()).stream().flatMap(List::stream).toList();
    LOG.infof(
        "%d good tokens beside 100 slow ones: the longest took %s",
        good.size(), good.stream().map(Timed::time).max(Duration::compareTo).orElseThrow());
    assertThat(good)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            timed -> {
              assertThat(timed.answer().status()).as(timed.answer().toString()).isIn(200, 201);
              assertThat(timed.time()).isLessThan(Duration.ofSeconds(3));
            });
    assertThat(answers.subList(0, ACCOUNTS).stream().flatMap(List::stream))
        .allMatch(timed -> List.of(503, 504).contains(timed.answer().status()))
        .anyMatch(timed -> timed.answer().body().contains("Discord is down"));
  }

  private List<Timed> slow(int number, CountDownLatch left) {
    Timed answer = timed(caller.at(pods.url(number)), "sim-slow." + number, System.nanoTime());
    left.countDown();
    return List.of(answer);
  }

  /** Configures an account again and again, once Discord has got requests with slow tokens. */
  private List<Timed> good(Api other, int number, CountDownLatch slow, int before) {
    Awaitility.await().until(() -> pods.discord().requests() > before + 20);
    List<Timed> answers = new ArrayList<>();
    while (slow.getCount() > 0) {
      answers.add(timed(other.at(pods.url(number)), "sim-good-" + number, System.nanoTime()));
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    return answers;
  }
}
