package berth.bench.report;

import berth.harness.database.TestDatabase;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The machine that the benchmark runs on. Clients, pods and databases share its cores.
 *
 * @param load the load average at the start; well above 0, other programs use the machine
 * @param fsync a setting of PostgreSQL; without it the figures are not valid
 * @param synchronousCommit a setting of PostgreSQL; without it the figures are not valid
 */
public record Machine(
    int cores,
    long memoryMiB,
    double load,
    String system,
    String java,
    String postgres,
    String fsync,
    String synchronousCommit) {

  public static Machine describe(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      return new Machine(
          Runtime.getRuntime().availableProcessors(),
          totalMemoryMiB(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"),
          System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
          show(statement, "server_version"),
          show(statement, "fsync"),
          show(statement, "synchronous_commit"));
    }
  }

  private static long totalMemoryMiB() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() >> 20
        : 0;
  }

  private static String show(Statement statement, String setting) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public String toString() {
    return ("%d cores, shared by clients, service and databases, load %s at the start; %,d MiB, %s, %s, PostgreSQL %s, fsync"
            + " %s, synchronous_commit %s")
        .formatted(
            cores, Figures.text(load), memoryMiB, system, java, postgres, fsync, synchronousCommit);
  }
}
