package berth.harness.network;

import berth.harness.Answer;
import berth.harness.pod.Pod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Spreads requests round-robin over pods, as a load balancer does: over those that were ready at
 * the last probe, a moment ago.
 */
public final class RoundRobin implements AutoCloseable {

  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int MAX_TRIES = 4;

  private final List<Pod> known = new CopyOnWriteArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();
  private final Thread prober = new Thread(this::probe, "round-robin");
  private volatile List<Pod> ready = List.of();
  private volatile boolean closed;

  /** Starts without any pod. */
  public static RoundRobin start() {
    RoundRobin started = new RoundRobin();
    started.prober.setDaemon(true);
    started.prober.start();
    return started;
  }

  /** Adds a pod. It is probed for readiness from now on. */
  public void add(Pod pod) {
    known.add(pod);
  }

  /** Removes a pod. It is probed no more. */
  public void remove(Pod pod) {
    known.remove(pod);
  }

  /** Whether requests go to the pod. */
  public boolean uses(Pod pod) {
    return ready.contains(pod);
  }

  /** The number of requests that were sent again. */
  public int retries() {
    return retries.get();
  }

  /**
   * Sends a request, and sends the same again to the next pod when there is no answer, or 503.
   *
   * @param request sends the request to the pod with that URL
   */
  public Answer send(Function<String, Answer> request) {
    Answer last = attempt(request);
    for (int i = 1; i < MAX_TRIES && (last == null || last.status() == 503); i++) {
      retries.incrementAndGet();
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      last = attempt(request);
    }
    if (last == null) {
      throw new AssertionError("No answer in " + MAX_TRIES + " tries");
    }
    return last;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(prober);
  }

  private @Nullable Answer attempt(Function<String, Answer> request) {
    List<Pod> pods = ready;
    if (pods.isEmpty()) {
      return null;
    }
    try {
      return request.apply(pods.get(Math.floorMod(next.getAndIncrement(), pods.size())).url());
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

  private static boolean isReady(Pod pod) {
    try {
      return pod.isReady();
    } catch (AssertionError noAnswer) {
      return false;
    }
  }
}
