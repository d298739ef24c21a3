package berth.client;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of {@link Pool#take}, with its requests. All have the same idempotency key. */
final class Take {

  /** The longest wait of one request in seconds, which the service sets. */
  private static final long LONGEST_WAIT = 60;

  /** How long a request without an answer is repeated, even if the caller does not wait. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Http http;
  private final TakeOptions options;
  private final Consumer<Slot> release;
  private final String key = UUID.randomUUID().toString();
  private final long deadline;
  private final long settled = System.nanoTime() + SETTLE.toNanos();
  private int failures;

  Take(Http http, TakeOptions options, Consumer<Slot> release) {
    this.http = http;
    this.options = options;
    this.release = release;
    this.deadline = System.nanoTime() + options.maxWait().toNanos();
  }

  Slot run() throws InterruptedException {
    while (true) {
      long sent = System.nanoTime();
      long wait =
          Math.min(LONGEST_WAIT, Duration.ofNanos(Math.max(0, deadline - sent)).toSeconds());
      HttpAnswer answer;
      try {
        answer = http.send(request(wait));
      } catch (NoAnswerException failure) {
        pause(
            backoff(),
            new UnavailableException("No answer: " + failure.getMessage(), null),
            settled);
        continue;
      }
      if (answer.ok() && answer.body().has("slot")) {
        Slot slot = granted(sent, answer);
        if (slot != null) {
          return slot;
        }
        pause(backoff(), new UnavailableException("Slots come too late", answer), settled);
      } else if (answer.status() == 429) {
        // after a wait at the service, back into its queue at once
        boolean waited = wait > 0 && System.nanoTime() - sent > wait * 900_000_000;
        Duration pause = waited ? Duration.ofMillis(100) : pauseOf(answer, Duration.ofSeconds(1));
        pause(pause, new SlotBusyException(answer), deadline);
      } else if (answer.ok() || answer.status() >= 500) {
        pause(
            pauseOf(answer, backoff()), new UnavailableException(answer.error(), answer), settled);
      } else {
        throw BerthException.of(answer);
      }
    }
  }

  private HttpRequest request(long wait) {
    HttpRequest.Builder request =
        http.request("POST", Pool.SLOTS, options.body())
            .header("Idempotency-Key", key)
            .timeout(MARGIN.plusSeconds(wait));
    return (wait > 0 ? request.header("Prefer", "wait=" + wait) : request).build();
  }

  /** The slot of an answer; {@code null} when nothing is left of its lease. */
  private @Nullable Slot granted(long sent, HttpAnswer answer) throws InterruptedException {
    LeaseTime time = new LeaseTime(sent, options, answer.body().path("leaseSeconds").asLong());
    Slot slot = new Slot(answer.body(), time, release);
    // The service began to count somewhere after the request was sent. After a long wait, a renewal
    // finds out how long the lease really runs. And a repeated request may get a lease that has run
    // for a while.
    if (slot.time(LeaseTime::isWorn) && !isConfirmed(slot)) {
      slot.close();
      return null;
    }
    return slot;
  }

  /** Renews a new slot; returns whether there is enough of its lease. */
  private boolean isConfirmed(Slot slot) throws InterruptedException {
    HttpRequest request =
        http.request("POST", Pool.SLOTS + "/" + slot.slot() + "/renew", null)
            .timeout(Duration.ofSeconds(5))
            .build();
    long sent = System.nanoTime();
    try {
      HttpAnswer answer = http.send(request);
      if (answer.status() == 404 || answer.status() == 410) {
        return false;
      }
      if (answer.ok()) {
        slot.restart(new LeaseTime(sent, options, answer.body().path("leaseSeconds").asLong()));
      }
    } catch (NoAnswerException unknown) {
      // what is left of the lease decides
    } catch (InterruptedException stopped) {
      slot.close();
      throw stopped;
    }
    return slot.time(LeaseTime::untilLost) > 0;
  }

  private static Duration pauseOf(HttpAnswer answer, Duration otherwise) {
    return answer.retryAfter() == null ? otherwise : Duration.ofSeconds(answer.retryAfter());
  }

  private Duration backoff() {
    failures++;
    return Duration.ofMillis(Math.min(5_000, 100L << Math.min(failures, 10)));
  }

  /** Pauses before the next request; throws when there is no time for one. */
  private void pause(Duration pause, BerthException error, long until) throws InterruptedException {
    long nanos = (long) (pause.toNanos() * ThreadLocalRandom.current().nextDouble(1, 1.25));
    long end = until - deadline > 0 ? until : deadline;
    if (System.nanoTime() + nanos - end > 0) {
      throw error;
    }
    Thread.sleep(Duration.ofNanos(nanos).toMillis());
  }
}
