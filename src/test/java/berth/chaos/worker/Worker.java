package berth.chaos.worker;

import berth.chaos.record.Figure;
import berth.chaos.record.History;
import berth.chaos.record.Repeats;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Takes slots and uses them as workers do, most of the time correctly. */
public final class Worker {

  public static final int LONGEST_LEASE_SECONDS = 8;
  private static final int SHORTEST_LEASE_SECONDS = 5;
  private static final int ATTEMPTS = 3;

  private final ChaosCaller caller;
  private final History history;
  private final Repeats repeats;
  private final Random random;
  private final Pool pool;

  public Worker(ChaosCaller caller, History history, Repeats repeats, Random random, Pool pool) {
    this.caller = caller;
    this.history = history;
    this.repeats = repeats;
    this.random = random;
    this.pool = pool;
  }

  public void run(BooleanSupplier running) throws InterruptedException {
    while (running.getAsBoolean()) {
      round();
    }
  }

  private void round() throws InterruptedException {
    int leaseSeconds = leaseSeconds();
    String key = chance(30) ? UUID.randomUUID().toString() : null;
    ChaosRequest request = request(leaseSeconds, key);
    Optional<Tenure> taken = take(request, leaseSeconds, key);
    if (taken.isEmpty()) {
      return;
    }
    Tenure tenure = taken.get();
    if (key != null && chance(20)) {
      repeat(tenure, request, leaseSeconds);
    }
    use(tenure);
    tenure.close();
  }

  private ChaosRequest request(int leaseSeconds, @Nullable String key) {
    String pin = chance(30) ? pool.any(random) : null;
    ChaosRequest request = ChaosRequest.take(pool.token(), pin, leaseSeconds);
    if (pin != null && pool.changing().contains(pin)) {
      // the account is deleted now and then
      request = request.orExpected(404);
    }
    if (key != null) {
      request = request.with("Idempotency-Key", key).orExpected(200);
    }
    if (chance(20)) {
      request = request.with("Prefer", "wait=2");
    }
    return chance(3) ? request.withTimeout(Duration.ofMillis(1 + random.nextInt(60))) : request;
  }

  /** With a key it is safe to send the request again when no answer came. */
  private Optional<Tenure> take(ChaosRequest request, int leaseSeconds, @Nullable String key)
      throws InterruptedException {
    long requested = System.nanoTime();
    for (int attempt = 1; attempt <= (key == null ? 1 : ATTEMPTS); attempt++) {
      Reply reply = caller.send(request);
      if (reply.is(201) || reply.is(200)) {
        if (reply.is(200) && attempt == 1) {
          history.violation("a new key was known: " + reply.text("slot"));
        }
        return Optional.of(tenure(reply, leaseSeconds, requested));
      }
      if (reply.answer().isPresent()) {
        history.count(Figure.BUSY_ANSWERS);
        pause(20, 150);
        return Optional.empty();
      }
      pause(100, 500);
    }
    return Optional.empty();
  }

  /** Sends the request again with the same key, though there was an answer. */
  private void repeat(Tenure tenure, ChaosRequest request, int leaseSeconds)
      throws InterruptedException {
    long requested = System.nanoTime();
    Reply reply = caller.send(request);
    if (reply.is(200)) {
      repeats.same();
      if (!reply.text("slot").equals(tenure.slot())) {
        history.violation("another slot for the same key: " + reply.text("slot"));
      }
    } else if (reply.answer().isPresent()) {
      // an answer for an account that was deleted says nothing about the key
      if (reply.completed() < tenure.heldUntil() && !pool.changing().contains(tenure.channel())) {
        repeats.other();
      }
      if (reply.is(201)) {
        Tenure second = tenure(reply, leaseSeconds, requested);
        second.release();
        second.close();
      }
    }
  }

  private void use(Tenure tenure) throws InterruptedException {
    int dice = random.nextInt(100);
    if (dice < 8) {
      return; // abandons the slot
    }
    if (dice < 12) {
      useAfterEnd(tenure);
      return;
    }
    pause(0, dice < 80 ? 60 : 1_500);
    if (dice % 4 == 0) {
      tenure.renew(leaseSeconds());
      pause(0, 300);
    }
    Reply released = tenure.release();
    if (released.answer().isEmpty() || chance(15)) {
      tenure.release();
    }
    if (chance(5)) {
      tenure.renew(leaseSeconds());
    }
  }

  /** Uses the lease after its end, when another caller may have been granted the slot. */
  private void useAfterEnd(Tenure tenure) throws InterruptedException {
    long left = tenure.endedBy() - System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(left);
    pause(0, 500);
    if (chance(50)) {
      tenure.renew(leaseSeconds());
    }
    tenure.release();
  }

  private Tenure tenure(Reply granted, int leaseSeconds, long requested) {
    return new Tenure(caller, history, pool.token(), leaseSeconds, granted, requested);
  }

  private int leaseSeconds() {
    return SHORTEST_LEASE_SECONDS
        + random.nextInt(LONGEST_LEASE_SECONDS - SHORTEST_LEASE_SECONDS + 1);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private void pause(int fromMillis, int untilMillis) throws InterruptedException {
    Thread.sleep(fromMillis + random.nextInt(untilMillis - fromMillis));
  }
}
