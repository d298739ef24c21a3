package berth.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Requests that callers may start with at one pod and continue with at another. The caller has one
 * account, with one slot, that no other caller uses. A request that a busy pod answers with 503 is
 * sent again.
 */
record Handover(Api here, Api there) {

  static final String ACCOUNT = "sim-handover";

  private static final int WAKE_UPS = 11;
  private static final int MAX_TRIES = 4;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  /** Checks both directions. */
  static void check(Api here, Api there) {
    for (Handover handover : List.of(new Handover(here, there), new Handover(there, here))) {
      handover.aLeaseIsRenewedAndReleased();
      handover.anIdempotencyKeyStandsForTheSameSlot();
      handover.aChangedLimitHolds();
      handover.aReleaseWakesAWaiter();
    }
  }

  private void aLeaseIsRenewedAndReleased() {
    String slot = taken(here);
    expect(200, () -> there.slot(slot));
    expect(429, () -> there.take());
    expect(200, () -> there.renew(slot, 600));
    assertThat(expect(200, () -> here.slot(slot)).text("leaseSeconds")).isEqualTo("600");
    expect(204, () -> there.release(slot));
    expect(410, () -> here.slot(slot));
    expect(410, () -> here.renew(slot, 600));
  }

  private void anIdempotencyKeyStandsForTheSameSlot() {
    String key = UUID.randomUUID().toString();
    String slot = taken(here, key);
    assertThat(expect(200, () -> there.take("{}", key)).text("slot")).isEqualTo(slot);
    expect(204, () -> here.release(slot));
  }

  /**
   * While more jobs run than the limit allows, no slot is granted; then as many as the limit
   * allows.
   */
  private void aChangedLimitHolds() {
    String first = taken(here);
    expect(200, () -> here.configure(ACCOUNT, 2));
    String second = taken(there);
    expect(200, () -> there.configure(ACCOUNT, 1));
    expect(204, () -> there.release(second));
    expect(429, () -> here.take());
    expect(204, () -> there.release(first));
    String next = taken(there);
    expect(429, () -> here.take());
    expect(204, () -> here.release(next));
  }

  /**
   * The median wait is far shorter than the pause between two polls of a waiter that is not
   * notified.
   */
  private void aReleaseWakesAWaiter() {
    List<Long> millis = new ArrayList<>();
    String held = taken(here);
    for (int i = 0; i < WAKE_UPS; i++) {
      CompletableFuture<HttpResponse<String>> waiter = there.waitForSlot("{}", 20);
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> there.slots().json().path("waiting").asInt() == 1);
      String last = held;
      long begun = System.nanoTime();
      expect(204, () -> here.release(last));
      Answer answer = Answer.of(waiter.orTimeout(60, TimeUnit.SECONDS).join());
      millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
      held = answer.text("slot");
    }
    String last = held;
    expect(204, () -> here.release(last));
    assertThat(millis.stream().sorted().toList().get(WAKE_UPS / 2))
        .as(millis.toString())
        .isLessThan(150);
  }

  private static String taken(Api pod) {
    return taken(pod, UUID.randomUUID().toString());
  }

  private static String taken(Api pod, String key) {
    Answer answer = untilServed(() -> pod.take("{}", key));
    assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
    return answer.text("slot");
  }

  private static Answer expect(int status, Supplier<Answer> request) {
    Answer answer = untilServed(request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    return answer;
  }

  private static Answer untilServed(Supplier<Answer> request) {
    Answer answer = request.get();
    for (int i = 1; i < MAX_TRIES && answer.status() == 503; i++) {
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      answer = request.get();
    }
    return answer;
  }
}
