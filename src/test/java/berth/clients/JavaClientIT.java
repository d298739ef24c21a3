package berth.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import berth.client.BadRequestException;
import berth.client.BerthException;
import berth.client.LostReason;
import berth.client.NotConfiguredException;
import berth.client.OutOfRotationException;
import berth.client.Outcome;
import berth.client.PaymentRequiredException;
import berth.client.Pool;
import berth.client.Slot;
import berth.client.SlotBusyException;
import berth.client.TakeOptions;
import berth.client.UnauthorizedException;
import berth.client.UnavailableException;
import berth.clients.ScriptedBerth.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java client, against a server that answers what the test says. */
@Tag("concurrent")
class JavaClientIT {

  private static final TakeOptions FIVE = TakeOptions.now().lease(Duration.ofSeconds(5));

  private ScriptedBerth server;
  private Pool pool;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedBerth();
    pool = new Pool(server.url(), "api-token");
  }

  @AfterEach
  void stop() {
    server.onRelease = request -> Reply.of(204, "");
    pool.close();
    server.close();
  }

  /** Answers takes one after the other; the last answer is repeated. */
  private void script(Reply... replies) {
    Iterator<Reply> left = List.of(replies).iterator();
    Reply last = replies[replies.length - 1];
    server.onTake = request -> left.hasNext() ? left.next() : last;
  }

  private void fiveSeconds() {
    server.onTake = request -> ScriptedBerth.granted(server.takes().size(), 5);
    server.onRenew = request -> ScriptedBerth.renewed(request, 5);
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  @Test
  void take_sendsWhatWasAskedFor() throws InterruptedException {
    TakeOptions options =
        TakeOptions.waiting(Duration.ofMillis(7_900))
            .lease(Duration.ofMinutes(2))
            .channel("1000")
            .ref("mine");
    try (Slot slot = pool.take(options)) {
      assertThat(slot.channel()).isEqualTo("1000");
      assertThat(slot.discord()).isEqualTo("whole-discord-token");
    }
    ScriptedBerth.Request take = server.takes().get(0);
    assertThat(take.body())
        .hasToString("{\"leaseSeconds\":120,\"channel\":\"1000\",\"ref\":\"mine\"}");
    assertThat(take.headers())
        .containsEntry("Prefer", "wait=7")
        .containsEntry("Authorization", "Bearer api-token");
  }

  @Test
  void take_whoseAnswerIsLost_isRepeatedWithTheSameKey() throws InterruptedException {
    script(Reply.CUT, ScriptedBerth.granted(1, 300));
    pool.take(TakeOptions.now()).close();
    pool.take(TakeOptions.now()).close();

    List<String> keys =
        server.takes().stream().map(one -> one.headers().get("Idempotency-key")).toList();
    assertThat(keys).hasSize(3);
    assertThat(keys.get(1)).isEqualTo(keys.get(0)).isNotEqualTo(keys.get(2));
  }

  @Test
  void take_busyWithoutWaiting_isAnErrorAtOnce() {
    script(
        new Reply(
            429, "{\"error\": \"busy\", \"executingJobs\": [\"x\"]}", Map.of("Retry-After", "1")));

    assertThatThrownBy(() -> pool.take(TakeOptions.now()))
        .isInstanceOfSatisfying(
            SlotBusyException.class,
            busy -> {
              assertThat(busy.executingJobs()).containsExactly("x");
              assertThat(busy.retryAfter()).isEqualTo(1);
            });
    assertThat(server.takes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void take_comesBackWhenTheServiceSays(int status) throws InterruptedException {
    script(
        new Reply(status, "{\"error\": \"x\"}", Map.of("Retry-After", "1")),
        ScriptedBerth.granted(1, 300));
    pool.take(TakeOptions.waiting(Duration.ofSeconds(10))).close();

    assertThat(seconds(server.takes().get(0).at(), server.takes().get(1).at()))
        .isGreaterThanOrEqualTo(1);
  }

  @Test
  void take_serviceThatIsAway_isAnErrorAfterAWhile() {
    script(Reply.CUT);
    long begun = System.nanoTime();

    assertThatThrownBy(() -> pool.take(TakeOptions.now())).isInstanceOf(UnavailableException.class);
    assertThat(seconds(begun, System.nanoTime())).isLessThan(7);
    assertThat(server.takes()).hasSizeGreaterThan(2);
  }

  @Test
  void take_errors_haveTheirKinds() {
    Map.<Integer, Class<? extends BerthException>>of(
            400, BadRequestException.class,
            401, UnauthorizedException.class,
            402, PaymentRequiredException.class,
            404, NotConfiguredException.class,
            409, OutOfRotationException.class)
        .forEach(
            (status, kind) -> {
              script(
                  new Reply(
                      status,
                      "{\"error\": \"E\", \"errorDetails\": \"D\"}",
                      Map.of("X-Request-Id", "r1")));
              assertThatThrownBy(() -> pool.take(TakeOptions.waiting(Duration.ofSeconds(5))))
                  .isInstanceOf(kind)
                  .hasMessage("E (D)")
                  .extracting(error -> ((BerthException) error).requestId())
                  .isEqualTo("r1");
            });
  }

  @Test
  void take_leasesNoLongerThanTheSlotMayBeHeld() throws InterruptedException {
    server.onTake =
        request -> ScriptedBerth.granted(1, request.body().path("leaseSeconds").asInt());
    try (Slot slot = pool.take(TakeOptions.now().maxHold(Duration.ofSeconds(20)))) {
      assertThat(server.takes().get(0).body().path("leaseSeconds").asInt()).isEqualTo(20);
      assertThat(slot.isLost()).isFalse();
    }
  }

  @Test
  void take_leaseThatHasRunForAWhile_isRenewedFirst() throws InterruptedException {
    script(ScriptedBerth.granted(1, 10));
    server.onRenew = request -> ScriptedBerth.granted(1, 300);
    try (Slot slot = pool.take(TakeOptions.now())) {
      assertThat(server.renewals()).hasSize(1);
      assertThat(slot.isLost()).isFalse();
    }
  }

  @Test
  void take_leaseThatHasEnded_isNotHandedOut() throws InterruptedException {
    script(ScriptedBerth.granted(1, 10), ScriptedBerth.granted(2, 300));
    server.onRenew = request -> Reply.of(410, "{}");
    try (Slot slot = pool.take(TakeOptions.now())) {
      assertThat(slot.slot()).isEqualTo("slot-2");
    }
  }

  @Test
  void take_interrupted_ends() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch hang = new CountDownLatch(1);
    server.onTake =
        request -> {
          asked.countDown();
          awaitQuietly(hang);
          return Reply.CUT;
        };
    CompletableFuture<Throwable> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                pool.take(TakeOptions.waiting(Duration.ofSeconds(30))).close();
              } catch (InterruptedException | RuntimeException failure) {
                result.complete(failure);
              }
            });
    thread.start();
    assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();

    assertThat(result.orTimeout(3, TimeUnit.SECONDS).join())
        .isInstanceOf(InterruptedException.class);
    hang.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("Not released");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void secrets_areShownNowhere() throws InterruptedException {
    try (Slot slot = pool.take(TakeOptions.now())) {
      assertThat(slot.toString()).doesNotContain("whole-discord-token");
    }
    assertThatThrownBy(() -> new Pool(server.url(), "secret-with\nline"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void lease_isRenewedBeforeItsEnd_togetherWithTheOthers() throws InterruptedException {
    fiveSeconds();
    try (Slot one = pool.take(FIVE);
        Slot other = pool.take(FIVE)) {
      await().atMost(Duration.ofSeconds(10)).until(() -> server.renewals().size() >= 3);
      assertThat(ScriptedBerth.slots(server.renewals().get(0)))
          .containsExactlyInAnyOrder(one.slot(), other.slot());
      assertThat(one.isLost() || other.isLost()).isFalse();
      assertThat(seconds(server.takes().get(0).at(), server.renewals().get(0).at()))
          .isLessThan(5 / 3.0 + 0.3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "hang", "are refused", "make no sense"})
  void lease_whoseRenewals_isLostBeforeItsEnd(String what) throws InterruptedException {
    fiveSeconds();
    CountDownLatch hang = new CountDownLatch(1);
    Map<String, Function<ScriptedBerth.Request, Reply>> answers =
        Map.of(
            "fail",
            request -> Reply.CUT,
            "hang",
            request -> {
              awaitQuietly(hang);
              return Reply.CUT;
            },
            "are refused",
            request -> new Reply(503, "{}", Map.of("Retry-After", "1")),
            "make no sense",
            request -> Reply.of(200, "{\"renewed\": [{\"nonsense\": 1}]}"));
    server.onRenew = answers.get(what);
    try (Slot slot = pool.take(FIVE)) {
      CountDownLatch called = new CountDownLatch(1);
      slot.onLost(called::countDown);
      assertThat(called.await(6, TimeUnit.SECONDS)).isTrue();
      assertThat(seconds(server.takes().get(0).at(), System.nanoTime())).isBetween(2.0, 5.0);
      assertThat(slot.lostReason()).isEqualTo(LostReason.UNRENEWED);
    } finally {
      hang.countDown();
    }
  }

  @Test
  void lease_oneRenewalThatHangs_isRenewedByTheNext() throws InterruptedException {
    fiveSeconds();
    CountDownLatch hang = new CountDownLatch(1);
    server.onRenew =
        request -> {
          if (server.renewals().size() == 1) {
            awaitQuietly(hang);
            return Reply.CUT;
          }
          return ScriptedBerth.renewed(request, 5);
        };
    try (Slot slot = pool.take(FIVE)) {
      await().atMost(Duration.ofSeconds(10)).until(() -> server.renewals().size() >= 4);
      assertThat(slot.isLost()).isFalse();
    } finally {
      hang.countDown();
    }
  }

  @Test
  void lease_thatHasEnded_isLostAtOnce_andNotReleased() throws InterruptedException {
    fiveSeconds();
    server.onRenew = ScriptedBerth::ended;
    try (Slot slot = pool.take(FIVE)) {
      await().atMost(Duration.ofSeconds(4)).until(slot::isLost);
      assertThat(slot.lostReason()).isEqualTo(LostReason.ENDED);
      CountDownLatch called = new CountDownLatch(1);
      slot.onLost(called::countDown);
      assertThat(called.await(1, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(server.releases()).isEmpty();
  }

  @Test
  void lease_heldForAsLongAsItMayBe_isLost() throws InterruptedException {
    fiveSeconds();
    try (Slot slot = pool.take(FIVE.maxHold(Duration.ofSeconds(7)))) {
      await().atMost(Duration.ofSeconds(8)).until(slot::isLost);
      assertThat(slot.lostReason()).isEqualTo(LostReason.MAX_HOLD);
      assertThat(seconds(server.takes().get(0).at(), System.nanoTime())).isBetween(4.0, 7.0);
    }
  }

  @Test
  void release_isSentOnce_withTheOutcomeRoundedUp() throws InterruptedException {
    Slot slot = pool.take(TakeOptions.now().lease(Duration.ofMinutes(1)));
    slot.outcome(Outcome.limited(Duration.ofMillis(64_123)));
    slot.close();
    slot.close();

    assertThat(server.releases()).hasSize(1);
    assertThat(server.releases().get(0).path())
        .isEqualTo("/v2/slots/midjourney/slot-1?outcome=limited&retryAfter=65");
    assertThatThrownBy(() -> Outcome.limited(Duration.ofDays(31)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void release_whoseOutcomeIsRefused_isSentWithoutIt() throws InterruptedException {
    server.onRelease =
        request -> request.path().contains("outcome") ? Reply.of(400, "{}") : Reply.of(204, "");
    try (Slot slot = pool.take(TakeOptions.now().lease(Duration.ofMinutes(1)))) {
      slot.outcome(Outcome.moderated("x", null));
    }
    assertThat(server.releases()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 400, 0})
  void release_neverHidesTheErrorOfTheBlock(int status) {
    fiveSeconds();
    server.onRelease = request -> Reply.of(status, "");

    assertThatThrownBy(
            () -> {
              try (Slot slot = pool.take(FIVE)) {
                throw new IllegalStateException("mine " + slot.slot());
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasNoSuppressedExceptions();
  }

  @Test
  void pool_thatCloses_signalsAndReleasesWhatIsHeld() throws InterruptedException {
    Slot slot = pool.take(TakeOptions.now().lease(Duration.ofMinutes(1)));
    pool.close();

    assertThat(slot.lostReason()).isEqualTo(LostReason.CLOSED);
    assertThat(server.releases()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 3_601})
  void options_outOfBounds_areRefused(int seconds) {
    assertThatThrownBy(() -> TakeOptions.now().lease(Duration.ofSeconds(seconds)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
