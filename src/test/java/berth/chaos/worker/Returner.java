package berth.chaos.worker;

import berth.chaos.fault.SettlingTime;
import berth.chaos.record.Comeback;
import berth.chaos.record.History;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The only caller that takes the only slot of an account. It takes the slot, abandons or releases
 * it, and tries to take it again at once, by waiting or by repeated requests.
 */
public final class Returner {

  private static final int LEASE_SECONDS = 5;
  private static final int WAIT_SECONDS = 4;

  /** A waiter gets a slot whose lease has run out within this time. */
  private static final int PROMISED_SECONDS = 1;

  private final ChaosCaller caller;
  private final History history;
  private final SettlingTime database;
  private final Random random;
  private final ChaosRequest request;
  private final String token;
  private final Comeback comeback;

  public Returner(
      ChaosCaller caller,
      History history,
      SettlingTime database,
      Random random,
      String token,
      String channel) {
    this.caller = caller;
    this.history = history;
    this.database = database;
    this.random = random;
    this.token = token;
    this.request = ChaosRequest.take(token, channel, LEASE_SECONDS);
    this.comeback = new Comeback(history);
  }

  public void run(BooleanSupplier running) throws InterruptedException {
    ChaosRequest next = request;
    while (running.getAsBoolean()) {
      Reply reply = caller.send(next);
      if (reply.is(201)) {
        comeback.granted(reply.completed(), undisturbed(reply));
        use(reply);
        next = random.nextBoolean() ? request : request.with("Prefer", "wait=" + WAIT_SECONDS);
      } else if (reply.is(429)) {
        comeback.busy(earliestQuery(reply), reply.completed(), undisturbed(reply));
        Thread.sleep(20);
      } else {
        comeback.unknown(reply.completed());
        Thread.sleep(100);
      }
    }
  }

  /** The earliest time at which the service can have run its last query for a free slot. */
  private long earliestQuery(Reply busy) {
    boolean waited = !busy.answer().orElseThrow().header("Preference-Applied").isEmpty();
    return waited && undisturbed(busy)
        ? busy.sent() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS - PROMISED_SECONDS)
        : busy.sent();
  }

  private boolean undisturbed(Reply reply) {
    return database.isUndisturbedSince(reply.sent())
        && reply.pod().isUndisturbedSince(reply.sent());
  }

  private void use(Reply granted) throws InterruptedException {
    Tenure tenure = new Tenure(caller, history, token, LEASE_SECONDS, granted, granted.sent());
    if (random.nextBoolean()) {
      comeback.ends(granted.completed(), tenure.endedBy());
      // the next request is sent shortly before the lease ends: an earlier one shows nothing, and
      // may get lost
      long early = TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500));
      TimeUnit.NANOSECONDS.sleep(tenure.endedBy() - early - System.nanoTime());
    } else {
      Thread.sleep(random.nextInt(100));
      Reply released = tenure.release();
      if (released.is(204)) {
        comeback.ends(granted.completed(), released.completed());
      } else {
        comeback.unknown(released.completed());
      }
    }
    tenure.close();
  }
}
