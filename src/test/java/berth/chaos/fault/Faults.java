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

/** Breaks one thing after the other, and mends it some time later; several are broken at a time. */
public final class Faults {

  private static final Logger LOG = Logger.getLogger(Faults.class);

  /** What can be broken. */
  private enum Kind {
    KILL,
    FREEZE,
    END,
    CUT_OFF,
    SILENCE,
    CRASH
  }

  /** Done at that time, by {@link System#nanoTime}. */
  private record Repair(long at, Runnable work) {}

  private final Fleet fleet;
  private final CrashableDatabase database;
  private final SettlingTime databaseCalm;
  private final History chronicle;
  private final Random random;
  private final Deque<Kind> next = new ArrayDeque<>();
  private final PriorityQueue<Repair> repairs =
      new PriorityQueue<>(Comparator.comparingLong(Repair::at));

  public Faults(
      Fleet fleet,
      CrashableDatabase database,
      SettlingTime databaseCalm,
      History chronicle,
      Random random) {
    this.fleet = fleet;
    this.database = database;
    this.databaseCalm = databaseCalm;
    this.chronicle = chronicle;
    this.random = random;
  }

  /** Goes on for so long and then mends what is still broken. */
  public void run(int seconds) throws InterruptedException, IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long due = System.nanoTime() + millis(1_000, 2_000);
    while (System.nanoTime() < end) {
      mend(System.nanoTime());
      fleet.tend();
      if (System.nanoTime() > due) {
        inject(draw());
        due = System.nanoTime() + millis(700, 2_500);
      }
      Thread.sleep(20);
    }
    mend(Long.MAX_VALUE);
  }

  /** Each kind comes up once in a round, in an order of chance. */
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
      if (databaseCalm.now()) {
        LOG.info("CRASH of the database");
        databaseCalm.disturb();
        database.crash();
        LOG.info("All of the database is gone");
        chronicle.count(Figure.DATABASE_CRASHES);
        later(300, 1_500, this::restart);
      }
      return;
    }
    List<Member> well = fleet.listening().stream().filter(Member::isWell).toList();
    // one is always left alone, or the workers would see nothing but failures; a new pod takes long
    boolean ends = kind == Kind.KILL || kind == Kind.END;
    if (well.size() < (ends ? 3 : 2)) {
      next.addLast(kind);
      return;
    }
    Member member = well.get(random.nextInt(well.size()));
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
      databaseCalm.leave();
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

  private void mend(long now) {
    while (!repairs.isEmpty() && repairs.peek().at() <= now) {
      repairs.remove().work().run();
    }
  }
}
