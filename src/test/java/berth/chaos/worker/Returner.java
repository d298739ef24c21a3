package berth.chaos.worker;

import berth.chaos.fault.SettlingTime;
import berth.chaos.record.Comeback;
import berth.chaos.record.History;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The only one who wants the only slot of an account: takes it, dies with it or gives it back, and
 * tries to take it again at once, waiting or asking again and again.
 */
public final class Returner {

  private static final int LEASE_SECONDS = 5;
  private static final int WAIT_SECONDS = 4;

  /** Within which one who waits for a slot that is free by itself is given it. */
  private static final int PROMISED_SECONDS = 1;

  private final ChaosCaller caller;
  private final History chronicle;
  private final SettlingTime database;
  private final Random random;
  private final ChaosRequest request;
  private final String token;
  private final Comeback comeback;

  public Returner(
      ChaosCaller caller,
      History chronicle,
      SettlingTime database,
      Random random,
      String token,
      String channel) {
    this.caller = caller;
    this.chronicle = chronicle;
    this.database = database;
    this.random = random;
    this.token = token;
    this.request = ChaosRequest.take(token, channel, LEASE_SECONDS);
    this.comeback = new Comeback(chronicle);
  }

  public void run(BooleanSupplier goesOn) throws InterruptedException {
    ChaosRequest next = request;
    while (goesOn.getAsBoolean()) {
      Reply reply = caller.send(next);
      if (reply.is(201)) {
        comeback.granted(reply.told(), undisturbed(reply));
        use(reply);
        next = random.nextBoolean() ? request : request.with("Prefer", "wait=" + WAIT_SECONDS);
      } else if (reply.is(429)) {
        comeback.busy(lookedAt(reply), reply.told(), undisturbed(reply));
        Thread.sleep(20);
      } else {
        comeback.unknown(reply.told());
        Thread.sleep(100);
      }
    }
  }

  /** When the service can have looked last, at the earliest. */
  private long lookedAt(Reply busy) {
    boolean waited = !busy.answer().orElseThrow().header("Preference-Applied").isEmpty();
    return waited && undisturbed(busy)
        ? busy.sent() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS - PROMISED_SECONDS)
        : busy.sent();
  }

  private boolean undisturbed(Reply reply) {
    return database.since(reply.sent()) && reply.by().wasWellSince(reply.sent());
  }

  private void use(Reply granted) throws InterruptedException {
    Tenure tenure = new Tenure(caller, chronicle, token, LEASE_SECONDS, granted, granted.sent());
    if (random.nextBoolean()) {
      comeback.ends(granted.told(), tenure.over());
      // asks again shortly before it ends: what is asked earlier tells nothing, and may get lost
      long early = TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500));
      TimeUnit.NANOSECONDS.sleep(tenure.over() - early - System.nanoTime());
    } else {
      Thread.sleep(random.nextInt(100));
      Reply released = tenure.release();
      if (released.is(204)) {
        comeback.ends(granted.told(), released.told());
      } else {
        comeback.unknown(released.told());
      }
    }
    tenure.close();
  }
}
