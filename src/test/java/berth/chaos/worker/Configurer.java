package berth.chaos.worker;

import berth.chaos.record.Figure;
import berth.chaos.record.History;
import berth.chaos.record.LimitHistory;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Changes an account's limit, deletes it, configures it again, and moves it from one subscription
 * to another, all while its slots are in use.
 */
public final class Configurer {

  /** The limit at the start, and at the end. */
  public static final int LAST_LIMIT = 3;

  private static final int LARGEST_LIMIT = 5;
  private static final int ATTEMPTS = 100;

  /** Longer than a pod is frozen, plus the time that a request takes afterwards. */
  private static final long LATEST_EFFECT = TimeUnit.SECONDS.toNanos(15);

  private final ChaosCaller caller;
  private final History history;
  private final Random random;
  private final String discord;
  private final String channel;
  private final LimitHistory limits = new LimitHistory();

  /** The API tokens of the subscriptions. The account belongs to the first at the end. */
  private final List<String> owners;

  private String owner;

  public Configurer(
      ChaosCaller caller,
      History history,
      Random random,
      String discord,
      String channel,
      List<String> owners) {
    this.caller = caller;
    this.history = history;
    this.random = random;
    this.discord = discord;
    this.channel = channel;
    this.owners = owners;
    this.owner = owners.get(0);
    limits.changed(LAST_LIMIT, Long.MIN_VALUE, Long.MIN_VALUE);
    history.addLimits(channel, limits);
  }

  public void run(BooleanSupplier running) throws InterruptedException {
    while (running.getAsBoolean()) {
      int dice = random.nextInt(10);
      int limit = 1 + random.nextInt(LARGEST_LIMIT);
      if (dice < 4) {
        configure(limit);
      } else if (dice < 7) {
        change(limit);
      } else if (delete() && dice == 9) {
        owner = owners.get(random.nextInt(owners.size()));
      }
      Thread.sleep(100 + random.nextInt(700));
    }
  }

  /**
   * Configures the account for the first owner and no other, whatever the outcomes of the requests
   * before.
   */
  public void finish() throws InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      boolean deleted = true;
      for (String each : owners.subList(1, owners.size())) {
        owner = each;
        deleted &= delete();
      }
      owner = owners.get(0);
      if (deleted && configure(LAST_LIMIT)) {
        return;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("The account could not be configured");
  }

  private boolean configure(int limit) throws InterruptedException {
    Reply reply = caller.send(ChaosRequest.configure(owner, discord, limit));
    if (reply.is(400)) {
      // a request without an answer has configured the account for the other owner
      if (!reply.text("error").contains("same discord value")) {
        history.violation("unexpected: " + reply.answer());
      }
      owner = owners.get(random.nextInt(owners.size()));
      return false;
    }
    return recordChange(limit, reply, reply.is(200) || reply.is(201));
  }

  /**
   * Changes the limit without the token. The account may be deleted, or may have another owner by
   * now.
   */
  private void change(int limit) throws InterruptedException {
    Reply reply = caller.send(ChaosRequest.limit(owner, channel, limit));
    if (!reply.is(404)) {
      recordChange(limit, reply, reply.is(200));
    }
  }

  private boolean delete() throws InterruptedException {
    Reply reply = caller.send(ChaosRequest.deleteAccount(owner, channel));
    if (reply.is(404)) {
      // the other owner may have the account
      return true;
    }
    return recordChange(0, reply, reply.is(204));
  }

  private boolean recordChange(int limit, Reply reply, boolean success) {
    if (success) {
      limits.changed(limit, reply.sent(), reply.completed());
      history.count(Figure.LIMITS_CHANGED);
    } else {
      limits.maybeChanged(limit, reply.sent(), reply.completed() + LATEST_EFFECT);
    }
    return success;
  }
}
