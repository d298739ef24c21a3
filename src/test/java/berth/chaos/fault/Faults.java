package berth.chaos.fault;

import berth.chaos.record.Figure;
import berth.chaos.record.History;
import berth.harness.database.CrashableDatabase;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Injects one fault after the other, and repairs each some time later. Several faults last at a
 * time.
 */
public final class Faults {

  private static final Logger LOG = Logger.getLogger(Faults.class);

  /** The kinds of faults. */
  private enum Kind {
    KILL,
    FREEZE,
    END,
    CUT_OFF,
    SILENCE,
    CRASH
  }

  /** A repair that is due at a time of {@link System#nanoTime}. */
  private record Repair(long at, Runnable work) {}

  private final Fleet fleet;
  private final CrashableDatabase database;
  private final SettlingTime databaseSettling;
  private final History history;
  private final Random random;
  private final Deque<Kind> next = new ArrayDeque<>();
  private final PriorityQueue<Repair> repairs =
      new PriorityQueue<>(Comparator.comparingLong(Repair::at));

  public Faults(
      Fleet fleet,
      CrashableDatabase database,
      SettlingTime databaseSettling,
      History history,
      Random random) {
    this.fleet = fleet;
    this.database = database;
    this.databaseSettling = databaseSettling;
    this.history = history;
    this.random = random;
  }

  /** Injects faults for the given time, and then repairs what is still broken. */
  public void run(int seconds) throws InterruptedException, IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long due = System.nanoTime() + millis(1_000, 2_000);
    while (System.nanoTime() < end) {
      repair(System.nanoTime());
      fleet.replaceEnded();
      if (System.nanoTime() > due) {
        inject(draw());
        due = System.nanoTime() + millis(700, 2_500);
      }
      Thread.sleep(20);
    }
    repair(Long.MAX_VALUE);
  }

  /** Draws each kind once in a round, in random order. */
  private Kind draw() {
    if (next.isEmpty()) {
      List<Kind> round = new ArrayList<>(List.of(Kind.values()));
      Collections.shuffle(round, random);
      next.addAll(round);
    }
    return next.remove();
  }

  private void inject(Kind kind) throws IOException {
    if (kind == Kind.CRASH) {
      if (databaseSettling.isUndisturbed()) {
        LOG.info("CRASH of the database");
        databaseSettling.disturb();
        database.crash();
        LOG.info("All processes of the database have ended");
        history.count(Figure.DATABASE_CRASHES);
        later(300, 1_500, this::restart);
      }
      return;
    }
    List<Member> undisturbed = fleet.listening().stream().filter(Member::isUndisturbed).toList();
    // one pod always stays undisturbed, or every request would fail; two stay when a pod ends,
    // because its replacement takes long to start
    boolean ends = kind == Kind.KILL || kind == Kind.END;
    if (undisturbed.size() < (ends ? 3 : 2)) {
      next.addLast(kind);
      return;
    }
    Member member = undisturbed.get(random.nextInt(undisturbed.size()));
    LOG.infof("%s of the pod at %s", kind, member.pod().url());
    switch (kind) {
      case KILL -> fleet.kill(member);
      case END -> fleet.end(member);
      case FREEZE -> {
        fleet.freeze(member);
        later(1_000, 7_000, () -> fleet.thaw(member));
      }
      case CUT_OFF -> {
        fleet.cutOff(member);
        later(0, 3_000, () -> fleet.reconnect(member));
      }
      case SILENCE -> {
        fleet.silence(member);
        later(1_000, 5_000, () -> fleet.reconnect(member));
      }
      default -> throw new AssertionError(kind);
    }
  }

  private void restart() {
    try {
      database.restart();
      databaseSettling.settle();
      LOG.info("The database is back");
    } catch (IOException failure) {
      throw new AssertionError("The database could not be started", failure);
    }
  }

  private void later(int fromMillis, int untilMillis, Runnable work) {
    repairs.add(new Repair(System.nanoTime() + millis(fromMillis, untilMillis), work));
  }

  private long millis(int from, int until) {
    return TimeUnit.MILLISECONDS.toNanos(from + random.nextInt(until - from));
  }

  private void repair(long now) {
    while (!repairs.isEmpty() && repairs.peek().at() <= now) {
      repairs.remove().work().run();
    }
  }
}
