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
 * Requests that wait at one pod for a slot, while all are held by whoever releases them one by one
 * at the same pod or another.
 */
public final class Waiters implements AutoCloseable {

  private static final Pattern WAITING = Pattern.compile("\"waiting\":(\\d+)");
  static final String PREFER = "wait=30";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int BUSY = 429;

  /** What came to a waiter: an answer or a failure, and where. */
  private record Arrival(HttpConnection waiter, HttpAnswer answer) {}

  private final HttpConnections connections;
  private final HttpConnection releasing;
  private final HttpConnection looking;
  private final Deque<HttpConnection> idle = new ArrayDeque<>();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Deque<String> held = new ArrayDeque<>();
  private int waiting;

  /** Takes all the slots that there are and prepares so many waiters. */
  public Waiters(ServedPool pool, int count, int waitAt, int releaseAt) {
    connections = new HttpConnections(pool.token());
    releasing = connections.open(pool.pods().url(releaseAt));
    looking = connections.open(pool.pods().url(waitAt));
    for (int i = 0; i < count; i++) {
      idle.add(connections.open(pool.pods().url(waitAt)));
    }
    takeAll();
  }

  /**
   * Releases a slot while all of them wait.
   *
   * @return the nanoseconds from then until one of them has been told of it
   */
  public long round() {
    while (!idle.isEmpty()) {
      await(idle.remove());
    }
    awaitWaiting();
    return releaseToOne();
  }

  /** Serves all that still wait, and gives everything back. */
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
    HttpAnswer taken = now(looking, "{}");
    while (taken.status() == CREATED) {
      held.add(taken.path());
      taken = now(looking, "{}");
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

  /** The pod tells when they have all arrived there; a moment later they are all at rest. */
  private void awaitWaiting() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (toldToWait() != waiting) {
      Arrival early = arrivals.poll();
      if (early != null) {
        waiting--;
        throw early.answer().status() == BUSY
            ? new IllegalStateException(
                "The server does not wait: Prefer: " + PREFER + " was answered with 429 at once")
            : early.answer().unexpected();
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The pod does not tell that " + waiting + " wait");
      }
    }
    // not in step with whatever the pods do at intervals
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000, 20_000_000));
  }

  private int toldToWait() {
    HttpAnswer overview = looking.get(TakeAndRelease.SLOTS).await().atMost(PATIENCE);
    Matcher told = WAITING.matcher(overview.body());
    if (!told.find()) {
      throw overview.unexpected();
    }
    return Integer.parseInt(told.group(1));
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
    HttpAnswer released = releasing.delete(slot).await().atMost(PATIENCE);
    if (released.status() != NO_CONTENT) {
      throw released.unexpected();
    }
  }

  private Arrival arrival() {
    try {
      Arrival arrival = arrivals.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (arrival != null) {
        return arrival;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("A slot was released and no waiter was told");
  }

  private static HttpAnswer now(HttpConnection connection, String body) {
    return connection.post(TakeAndRelease.SLOTS, body).await().atMost(PATIENCE);
  }
}
