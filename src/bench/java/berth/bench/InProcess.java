package berth.bench;

import berth.bench.contender.BatchedService;
import berth.bench.contender.OneStatement;
import berth.bench.contender.RedisServer;
import berth.bench.contender.RedissonSemaphores;
import berth.bench.load.Best;
import berth.bench.load.Contender;
import berth.bench.load.Round;
import berth.bench.report.Compared;
import berth.bench.report.Measured;
import berth.bench.report.Report;
import berth.harness.database.StockedDatabase;
import berth.harness.database.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures cycles of grant and release per second, without HTTP, against other implementations. */
final class InProcess {

  private static final String UNIT = "cycles/s";
  private static final List<Integer> CONNECTIONS = List.of(8, 16, 32, 64);
  private static final List<Integer> REDIS_CONNECTIONS = List.of(24, 64, 128);

  private final Report report;
  private final int accounts;
  private final int slots;
  private final int callers;

  /**
   * Creates the comparison.
   *
   * @param slots the slots of each account
   */
  InProcess(Report report, int accounts, int slots, int callers) {
    this.report = report;
    this.accounts = accounts;
    this.slots = slots;
    this.callers = callers;
  }

  /**
   * Runs Berth, one statement per request, and Redisson where it is installed.
   *
   * @param timesOneStatement the target for the ratio of Berth to one statement per request; {@code
   *     null} for no target
   * @param timesRedisson the target for the ratio of Berth to Redisson
   */
  void run(@Nullable Double timesOneStatement, double timesRedisson)
      throws SQLException, IOException {
    List<Contender> contenders = new ArrayList<>();
    Optional<RedisServer> redis = RedisServer.start();
    try {
      Contender berth = new BatchedService("Berth", StockedDatabase.free(accounts, slots));
      contenders.add(berth);
      Contender oneStatement = oneStatement();
      contenders.add(oneStatement);
      Optional<Contender> redisson = redis.map(this::redisson);
      redisson.ifPresent(contenders::add);

      Map<String, Double> medians = new Round(report, section(), UNIT, callers, 1).run(contenders);
      compare(medians, berth, oneStatement, timesOneStatement);
      redisson.ifPresentOrElse(
          contender -> compare(medians, berth, contender, timesRedisson),
          () -> report.add(Measured.not(section(), "Redisson", "redis-server is not installed")));
    } finally {
      contenders.forEach(Contender::close);
      if (redis.isPresent()) {
        redis.get().close();
      }
    }
  }

  private String section() {
    return "in process, %,d accounts x %d, %d callers".formatted(accounts, slots, callers);
  }

  private Contender oneStatement() throws SQLException {
    TestDatabase table = OneStatement.stock(accounts, slots);
    return Best.of(
        report.settings(),
        callers,
        CONNECTIONS,
        connections -> new OneStatement(table, connections));
  }

  private Contender redisson(RedisServer redis) {
    return Best.of(
        report.settings(),
        callers,
        REDIS_CONNECTIONS,
        connections -> new RedissonSemaphores(redis.address(), connections, accounts, slots));
  }

  private void compare(
      Map<String, Double> medians, Contender berth, Contender other, @Nullable Double target) {
    String what = section() + ": " + berth.name() + " / " + other.name();
    double ratio =
        medians.getOrDefault(berth.name(), 0.0) / medians.getOrDefault(other.name(), 0.0);
    report.add(target == null ? Compared.only(what, ratio) : Compared.atLeast(what, ratio, target));
  }
}
