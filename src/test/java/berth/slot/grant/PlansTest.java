package berth.slot.grant;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.database.GoldenSql;
import berth.harness.database.Plan;
import berth.harness.database.PostgresServer;
import berth.harness.database.StockedDatabase;
import berth.harness.database.TestDatabase;
import berth.slot.idempotency.IdempotencyKey;
import berth.slot.lease.LeaseId;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.LeaseRow;
import berth.slot.lease.SlotRequest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plans of the statements of a grant, a renewal and a release, in every installed version of
 * PostgreSQL. Whatever PostgreSQL knows of the tables, the right plan must be the only one.
 */
class PlansTest {

  private static final int REQUESTS = 64;
  private static final int MANY_ACCOUNTS = Integer.getInteger("berth.plans.accounts", 20_000);
  private static final List<PostgresServer> SERVERS = new ArrayList<>();

  /** A database of some size, on some server, filled when its test runs. */
  record Size(String server, TestDatabase database, int accounts, int slots) {
    @Override
    public String toString() {
      return "%d accounts x %d, %s".formatted(accounts, slots, server);
    }
  }

  @BeforeAll
  static void start() throws IOException {
    for (var programs : PostgresServer.installed()) {
      SERVERS.add(PostgresServer.start(programs));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    for (PostgresServer server : SERVERS) {
      server.close();
    }
  }

  static Stream<Size> sizes() {
    return Stream.concat(
        sizes("the server of the tests", TestDatabase::create),
        SERVERS.stream().flatMap(server -> sizes(server.address(), () -> on(server))));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void rows_areLookedUpByTheirWholeKey_neverAnalyzedOrAnalyzed(Size size) throws SQLException {
    StockedDatabase.stock(size.database(), size.accounts(), size.slots());
    try (Connection connection = Plan.connect(size.database())) {
      assertThat(flaws(connection)).as("never analyzed").isEmpty();
      assertNothingIsReadInVain(connection, size);
      size.database().execute("VACUUM ANALYZE");
      assertThat(flaws(connection))
          .as("analyzed")
          // when all rows are on one page, reading that page costs the same as the lookup by key
          .filteredOn(flaw -> size.accounts() > 1_000 || !flaw.contains("waiting for locks"))
          .isEmpty();
      assertNothingIsReadInVain(connection, size);
    }
  }

  private static List<String> flaws(Connection connection) throws SQLException {
    List<String> flaws = new ArrayList<>();
    for (Map.Entry<String, String> statement : statements().entrySet()) {
      Plan.of(connection, statement.getValue()).flaws().stream()
          .map(flaw -> statement.getKey() + " " + flaw)
          .forEach(flaws::add);
    }
    return flaws;
  }

  /** The statements as the golden files have them, by what they are for. */
  private static Map<String, String> statements() {
    Map<String, String> all =
        new TreeMap<>(
            Map.of(
                "renew", GoldenSql.read("slot/lease/renew-skipping-locked"),
                "renew waiting for locks", GoldenSql.read("slot/lease/renew-waiting-for-locks"),
                "release", GoldenSql.read("slot/lease/release-skipping-locked"),
                "release waiting for locks", GoldenSql.read("slot/lease/release-waiting-for-locks"),
                "find", GoldenSql.read("slot/lease/find"),
                "claim a key", GoldenSql.read("slot/idempotency/claim"),
                "give up a key", GoldenSql.read("slot/idempotency/give-up"),
                "release with an outcome",
                    GoldenSql.read("slot/release/release").replace('?', '$')));
    GrantStatement.SQL.forEach((form, sql) -> all.put(form.toString(), sql));
    return all;
  }

  /** All slots are free, or all requested slots are held, so every row that is read is needed. */
  private static void assertNothingIsReadInVain(Connection connection, Size size)
      throws SQLException {
    connection.setAutoCommit(false);
    for (Map.Entry<GrantForm, String> statement : GrantStatement.SQL.entrySet()) {
      GrantForm form = statement.getKey();
      if (size.accounts() > 0
          && (form.selection() != Selection.ANY_ACCOUNT || size.accounts() <= 1_000)) {
        Plan run =
            Plan.run(
                connection, statement.getValue(), GrantSql.parameters(form, requests(form, size)));
        assertThat(run.rowsRemoved()).as(form.toString()).isZero();
        connection.rollback();
      }
    }
    List<LeaseKey> held = IntStream.range(0, REQUESTS).mapToObj(n -> lease(size, n)).toList();
    for (boolean waitForLocks : new boolean[] {false, true}) {
      hold(connection);
      String locks = waitForLocks ? "-waiting-for-locks" : "-skipping-locked";
      String release = GoldenSql.read("slot/lease/release" + locks);
      assertThat(Plan.run(connection, release, LeaseRow.keys(held)).rowsRemoved()).isZero();
      connection.rollback();
      hold(connection);
      String renew = GoldenSql.read("slot/lease/renew" + locks);
      Double[] seconds = held.stream().map(lease -> 60.0).toArray(Double[]::new);
      assertThat(Plan.run(connection, renew, LeaseRow.keys(held).addValue(seconds)).rowsRemoved())
          .isZero();
      connection.rollback();
    }
    connection.setAutoCommit(true);
  }

  private static List<GrantRequest> requests(GrantForm form, Size size) {
    return IntStream.range(0, REQUESTS)
        .mapToObj(
            n ->
                GrantRequest.of(
                        StockedDatabase.SUBSCRIPTION,
                        new SlotRequest(
                            form.selection() == Selection.PINNED
                                ? lease(size, n).id().channel()
                                : null,
                            60,
                            null),
                        form.plain() ? null : new IdempotencyKey("key-" + n, new UUID(0, n)))
                    .withDraws(List.of((n + 0.5) / REQUESTS)))
        .toList();
  }

  private static LeaseId id(int account) {
    return new LeaseId(Long.toString(100_000_000_000_000_001L + account), 0, 0);
  }

  private static LeaseKey lease(Size size, int n) {
    return new LeaseKey(
        StockedDatabase.SUBSCRIPTION, id(size.accounts() == 0 ? n : n % size.accounts()));
  }

  private static void hold(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          UPDATE slot SET leased_until = now() + interval '1 hour', granted_at = now()
           WHERE number = 0 AND channel <= '100000000000000064'""");
    }
  }

  private interface Databases {
    TestDatabase make();
  }

  private static Stream<Size> sizes(String server, Databases databases) {
    return Stream.of(
        new Size(server, databases.make(), 0, 0),
        new Size(server, databases.make(), 20, 15),
        new Size(server, databases.make(), MANY_ACCOUNTS, 3));
  }

  private static TestDatabase on(PostgresServer server) {
    String name = "plans_" + UUID.randomUUID().toString().replace('-', '_');
    server.database().execute("CREATE DATABASE " + name);
    return new TestDatabase(
        "postgresql://%s/%s".formatted(server.address(), name), PostgresServer.USER, "");
  }
}
