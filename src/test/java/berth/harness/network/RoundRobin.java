package berth.harness.network;

import berth.harness.Answer;
import berth.harness.Api;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Spreads requests over pods in turn, as a load balancer does: over those that said they were ready
 * when they were last asked, a moment ago.
 */
public final class RoundRobin implements AutoCloseable {

  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int MOST_TRIES = 4;

  private final List<String> known = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();
  private final Thread prober = new Thread(this::probe, "round-robin");
  private volatile List<String> ready = List.of();
  private volatile boolean closed;

  /** Begins with no pod at all. */
  public static RoundRobin start() {
    RoundRobin started = new RoundRobin();
    started.prober.setDaemon(true);
    started.prober.start();
    return started;
  }

  /** From now on the pod is asked whether it is ready. */
  public void add(String url) {
    known.add(url);
  }

  /** The pod is asked no more. */
  public void remove(String url) {
    known.remove(url);
  }

  /** Whether requests go to the pod. */
  public boolean uses(String url) {
    return ready.contains(url);
  }

  /** How many requests had to be sent again. */
  public int retries() {
    return retries.get();
  }

  /**
   * Sends a request, and plainly again to the next pod when there is no answer, or 503.
   *
   * @param request what to send to the pod with that URL
   */
  public Answer send(Function<String, Answer> request) {
    Answer last = attempt(request);
    for (int i = 1; i < MOST_TRIES && (last == null || last.status() == 503); i++) {
      retries.incrementAndGet();
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      last = attempt(request);
    }
    if (last == null) {
      throw new AssertionError("No answer in " + MOST_TRIES + " tries");
    }
    return last;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(prober);
  }

  private @Nullable Answer attempt(Function<String, Answer> request) {
    List<String> pods = ready;
    if (pods.isEmpty()) {
      return null;
    }
    try {
      return request.apply(pods.get(Math.floorMod(turn.getAndIncrement(), pods.size())));
    } catch (AssertionError noAnswer) {
      return null;
    }
  }

  private void probe() {
    while (!closed) {
      ready = known.stream().filter(RoundRobin::isReady).toList();
      LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
    }
  }

  private static boolean isReady(String url) {
    try {
      return new Api(url, null).get("/q/health/ready").status() == 200;
    } catch (AssertionError noAnswer) {
      return false;
    }
  }
}
