package berth.bench.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests that wait for a slot at one pod. All slots are held; they are released one by one at the
 * same pod or another.
 */
public final class Waiters implements AutoCloseable {

  private static final Pattern WAITING = Pattern.compile("\"waiting\":(\\d+)");
  static final String PREFER = "wait=30";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int BUSY = 429;

  /** The response that a waiter received on its connection; status 0 is a failure. */
  private record Arrival(HttpConnection waiter, HttpAnswer answer) {}

  private final HttpConnections connections;
  private final HttpConnection releasing;
  private final HttpConnection overview;
  private final Deque<HttpConnection> idle = new ArrayDeque<>();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Deque<String> held = new ArrayDeque<>();
  private int waiting;

  /**
   * Takes all slots and prepares the waiters.
   *
   * @param count the number of waiters
   * @param waitAt the index of the pod that they wait at
   * @param releaseAt the index of the pod that slots are released at
   */
  public Waiters(ServedPool pool, int count, int waitAt, int releaseAt) {
    connections = new HttpConnections(pool.token());
    releasing = connections.open(pool.pods().url(releaseAt));
    overview = connections.open(pool.pods().url(waitAt));
    for (int i = 0; i < count; i++) {
      idle.add(connections.open(pool.pods().url(waitAt)));
    }
    takeAll();
  }

  /**
   * Releases a slot while all waiters wait.
   *
   * @return the nanoseconds from sending the release until a waiter has its response
   */
  public long round() {
    while (!idle.isEmpty()) {
      await(idle.remove());
    }
    awaitWaiting();
    return releaseToOne();
  }

  /** Serves the remaining waiters, and releases all slots. */
  @Override
  public void close() {
    try {
      while (waiting > 0) {
        releaseToOne();
      }
      while (!held.isEmpty()) {
        release(held.remove());
      }
    } finally {
      connections.close();
    }
  }

  private void takeAll() {
    HttpAnswer taken = takeNow(overview);
    while (taken.status() == CREATED) {
      held.add(taken.path());
      taken = takeNow(overview);
    }
    if (taken.status() != BUSY || held.isEmpty()) {
      throw taken.unexpected();
    }
  }

  private void await(HttpConnection waiter) {
    waiting++;
    waiter
        .post(TakeAndRelease.SLOTS, "{}", PREFER)
        .subscribe()
        .with(
            answer -> arrivals.add(new Arrival(waiter, answer)),
            failure ->
                arrivals.add(new Arrival(waiter, new HttpAnswer(0, "", failure.toString(), 0))));
  }

  /**
   * Polls the number of waiters of the pod until all have arrived, and pauses until all are parked.
   */
  private void awaitWaiting() {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (reportedWaiting() != waiting) {
      Arrival early = arrivals.poll();
      if (early != null) {
        waiting--;
        throw early.answer().status() == BUSY
            ? new IllegalStateException(
                "The server does not wait: Prefer: " + PREFER + " was answered with 429 at once")
            : early.answer().unexpected();
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The pod does not report " + waiting + " waiters");
      }
    }
    // at random, so that releases are not in step with the periodic polls of the pods
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000, 20_000_000));
  }

  private int reportedWaiting() {
    HttpAnswer answer = overview.get(TakeAndRelease.SLOTS).await().atMost(TIMEOUT);
    Matcher reported = WAITING.matcher(answer.body());
    if (!reported.find()) {
      throw answer.unexpected();
    }
    return Integer.parseInt(reported.group(1));
  }

  private long releaseToOne() {
    String slot = held.remove();
    long sent = System.nanoTime();
    release(slot);
    Arrival arrival = arrival();
    if (arrival.answer().status() != CREATED) {
      throw arrival.answer().unexpected();
    }
    waiting--;
    held.add(arrival.answer().path());
    idle.add(arrival.waiter());
    return arrival.answer().at() - sent;
  }

  private void release(String slot) {
    HttpAnswer released = releasing.delete(slot).await().atMost(TIMEOUT);
    if (released.status() != NO_CONTENT) {
      throw released.unexpected();
    }
  }

  private Arrival arrival() {
    try {
      Arrival arrival = arrivals.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      if (arrival != null) {
        return arrival;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("A slot was released, and no waiter had a response");
  }

  private static HttpAnswer takeNow(HttpConnection connection) {
    return connection.post(TakeAndRelease.SLOTS, "{}").await().atMost(TIMEOUT);
  }
}
