package berth.failover;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.Holding;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Takes slots at one pod, keeps some of them for a while, and records what was acknowledged. */
final class FailoverWorker {

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int MAX_KEPT = 5;

  /** The lease is longer than the test. */
  private static final String REQUEST = "{\"leaseSeconds\": 3600}";

  private record Kept(Grant grant, long since) {}

  private final Api pod;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private final Collection<Grant> granted = new ConcurrentLinkedQueue<>();
  private final Collection<Grant> released = new ConcurrentLinkedQueue<>();
  private final Collection<Holding> holdings = new ConcurrentLinkedQueue<>();

  FailoverWorker(Api pod) {
    this.pod = pod;
  }

  /** Works while {@code running} is true. A request that fails may have been carried out or not. */
  void workWhile(BooleanSupplier running) {
    while (running.getAsBoolean()) {
      try {
        take();
        if (kept.size() > MAX_KEPT) {
          release(kept.removeFirst());
        }
      } catch (AssertionError noAnswer) {
        // the same as any other answer that acknowledges nothing
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    long end = System.nanoTime();
    kept.forEach(slot -> holdings.add(new Holding(slot.grant().channel(), slot.since(), end)));
  }

  /** All grants that were acknowledged, in this order. */
  Collection<Grant> granted() {
    return granted;
  }

  /** The leases that are held for certain, once the worker has stopped. */
  Collection<Grant> kept() {
    return kept.stream().map(Kept::grant).toList();
  }

  /** The leases whose release was acknowledged. */
  Collection<Grant> released() {
    return released;
  }

  /** The times at which slots were held for certain. */
  Collection<Holding> holdings() {
    return holdings;
  }

  private void take() {
    Answer taken = pod.take(REQUEST, UUID.randomUUID().toString());
    if (taken.status() == 201) {
      Grant grant = Grant.of(pod.baseUrl(), taken);
      kept.addLast(new Kept(grant, System.nanoTime()));
      granted.add(grant);
    }
  }

  private void release(Kept slot) {
    holdings.add(new Holding(slot.grant().channel(), slot.since(), System.nanoTime()));
    if (pod.release(slot.grant().slot()).status() == 204) {
      released.add(slot.grant());
    }
  }
}
