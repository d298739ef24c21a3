package berth.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.Holding;
import berth.harness.network.RoundRobin;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * Workers that take slots, some by waiting, renew and release them. The balancer spreads their
 * requests over the pods. The workers run until they are stopped, or until one gets an answer that
 * must not occur.
 */
final class RollOutLoad implements AutoCloseable {

  private static final int WORKERS = 24;
  private static final int WAIT_SECONDS = 5;
  private static final Duration HELD = Duration.ofMillis(30);

  /**
   * A request that does not wait for a slot, tries included. Times are of {@link System#nanoTime}.
   */
  private record Timed(long from, long until) {}

  private final RoundRobin balancer;
  private final Api caller;
  private final Collection<Holding> holdings = new ConcurrentLinkedQueue<>();
  private final Collection<Timed> requests = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<?> workers;
  private volatile boolean stopped;

  private RollOutLoad(RoundRobin balancer, Api caller) {
    this.balancer = balancer;
    this.caller = caller;
    workers = CompletableFuture.runAsync(() -> AtOnce.run(WORKERS, this::work));
  }

  static RollOutLoad start(RoundRobin balancer, Api caller) {
    return new RollOutLoad(balancer, caller);
  }

  /** Waits until that many more slots were held. */
  void awaitHeld(int more) {
    int begin = holdings.size();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> workers.isDone() || holdings.size() >= begin + more);
  }

  /** The time that the slowest request took, of those that were under way since then. */
  Duration slowestSince(long nanoTime) {
    return Duration.ofNanos(
        requests.stream()
            .filter(request -> request.until() > nanoTime)
            .mapToLong(request -> request.until() - request.from())
            .max()
            .orElse(0));
  }

  /**
   * Stops the workers, and returns the times at which slots were held. Fails if a request failed.
   */
  Collection<Holding> stop() {
    stopped = true;
    workers.join();
    return holdings;
  }

  @Override
  public void close() {
    stopped = true;
    workers.exceptionally(failure -> null).join();
  }

  private int work(int number) {
    try {
      while (!stopped) {
        takeAndRelease(number % 2 == 0, number % 3 == 0);
      }
      return number;
    } finally {
      // all workers stop soon when one has failed
      stopped = true;
    }
  }

  private void takeAndRelease(boolean waits, boolean renews) {
    String key = UUID.randomUUID().toString();
    Answer taken =
        waits
            ? balancer.send(url -> caller.at(url).takeWaiting("{}", key, WAIT_SECONDS))
            : send(url -> caller.at(url).take("{}", key));
    if (taken.status() == 429) {
      return;
    }
    assertThat(taken.status()).as(taken.toString()).isIn(200, 201);
    String slot = taken.text("slot");
    long from = System.nanoTime();
    // the longer a slot is held, the more likely a second grant of it is noticed
    LockSupport.parkNanos(HELD.toNanos());
    if (renews) {
      Answer renewed = send(url -> caller.at(url).renew(slot, 300));
      assertThat(renewed.status()).as(renewed.toString()).isEqualTo(200);
    }
    holdings.add(new Holding(taken.text("channel"), from, System.nanoTime()));
    AtomicInteger sent = new AtomicInteger();
    Answer released =
        send(
            url -> {
              sent.incrementAndGet();
              return caller.at(url).release(slot);
            });
    // sent again after a lost answer, it may find that another worker has been granted the slot
    int again = sent.get() > 1 ? 410 : 204;
    assertThat(released.status()).as(released.toString()).isIn(204, again);
  }

  private Answer send(Function<String, Answer> request) {
    long from = System.nanoTime();
    Answer answer = balancer.send(request);
    requests.add(new Timed(from, System.nanoTime()));
    return answer;
  }
}
