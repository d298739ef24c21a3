package berth.restore;

import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A database that was restored from a backup, and has lost the leases that were granted after it.
 */
@Tag("concurrent")
class RestoreIT {

  private static SimulatedDiscord discord;

  /** The database as it was when only {@link #held} was held. */
  private static TestDatabase backup;

  private static Api owner;

  /** The slot that was held at the time of the backup. */
  private static String held;

  /** The last slot that the old database granted, after the backup. */
  private static Answer forgotten;

  private TestDatabase database;
  private Map<String, String> settings;

  @BeforeAll
  static void useADatabase() throws IOException {
    discord = SimulatedDiscord.start();
    TestDatabase lost = TestDatabase.create();
    Map<String, String> settings = Pods.settings(lost, discord);
    try (Pod pod = Pod.start(settings)) {
      owner =
          new Api(pod.url(), settings.get("BERTH_ADMIN_TOKEN"))
              .subscribed("{\"name\": \"restored\", \"quantity\": 5}");
      owner.configured("sim-restored", 3);
      held = owner.take("{\"leaseSeconds\": 3600, \"ref\": \"held\"}").text("slot");
    }
    backup = lost.copy();
    try (Pod pod = Pod.start(settings)) {
      assertThat(owner.at(pod.url()).release(held).status()).isEqualTo(204);
      owner.at(pod.url()).take();
      owner.at(pod.url()).take();
      forgotten = owner.at(pod.url()).take("{\"leaseSeconds\": 3600}");
    }
  }

  @AfterAll
  static void stop() {
    discord.close();
  }

  @BeforeEach
  void restore() {
    database = backup.copy();
    settings = new HashMap<>(Pods.settings(database, discord));
  }

  @Test
  void restored_grantsNothing_untilAllLostLeasesHaveEnded() throws SQLException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    settings.put("BERTH_RESTORED_AT", now.toString());
    try (Pod one = Pod.start(settings);
        Pod other = Pod.start(settings)) {
      Api here = owner.at(one.url());
      Api there = owner.at(other.url());

      assertHolds(here);
      assertHolds(there);
      assertThat(here.renew(held, 60).status()).isEqualTo(410);
      assertThat(here.release(held).status()).isEqualTo(410);
      assertThat(here.release(forgotten.text("slot")).status()).isEqualTo(410);
      assertThat(here.configure("sim-added", 3).status()).isEqualTo(503);
      assertThat(ends()).isEqualTo(now.plusSeconds(3660));
      assertHolds(there);

      pass("61 minutes");

      Answer granted = there.take();
      assertThat(granted.status()).isEqualTo(201);
      assertThat(granted.json().path("fence").asLong())
          .isGreaterThan(forgotten.json().path("fence").asLong())
          .isLessThan(1L << 53);
      assertThat(here.release(held).status()).isEqualTo(410);
      assertThat(here.slot(granted.text("slot")).status()).isEqualTo(200);
    }
    try (Pod again = Pod.start(settings)) {
      Api later = owner.at(again.url());
      assertThat(later.take().status()).isEqualTo(201);
      assertThat(later.take().status()).isEqualTo(201);
      assertThat(later.take().status()).isEqualTo(429);
    }
  }

  @Test
  void restored_slotsThatAreAdded_areHeldAsLong() throws SQLException {
    settings.put("BERTH_RESTORED_AT", Instant.now().toString());
    try (Pod pod = Pod.start(settings)) {
      Api here = owner.at(pod.url());
      database.execute("UPDATE discord_permit SET spent_until = '-infinity'");
      here.configured("sim-restored", 9);
      String added = here.configured("sim-added", 3);

      assertHolds(here);
      assertThat(here.take("{\"channel\": \"%s\"}".formatted(added)).status()).isEqualTo(429);
      pass("61 minutes");
      for (int i = 0; i < 12; i++) {
        assertThat(here.take().status()).isEqualTo(201);
      }
      assertThat(here.take().status()).isEqualTo(429);
    }
  }

  /** A role whose connections go through a pooler must have such limits. */
  @Test
  void restored_isDone_howeverLongItTakes_andWhateverLimitsTheRoleHas() throws SQLException {
    database.execute(
        """
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$;
        CREATE TRIGGER slow BEFORE UPDATE ON slot FOR EACH STATEMENT EXECUTE FUNCTION slow();
        DO $$ BEGIN
          EXECUTE format('ALTER DATABASE %I SET statement_timeout = 500', current_database());
          EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = 500',
                         current_database());
        END $$
        """);
    settings.put("BERTH_RESTORED_AT", Instant.now().toString());
    try (Pod pod = Pod.start(settings)) {
      assertHolds(owner.at(pod.url()));
    }
  }

  @Test
  void restoredAt_beforeALeaseWasGranted_stopsTheStart() {
    settings.put("BERTH_RESTORED_AT", Instant.now().minus(1, ChronoUnit.HOURS).toString());
    try (Pod pod = Pod.start(settings)) {
      assertThat(pod.exitStatus()).isEqualTo(1);
      assertThat(pod.log().get(pod.log().size() - 1))
          .startsWith("Berth can't start: BERTH_RESTORED_AT is ")
          .contains("; stop all pods");
      assertThat(pod.log()).noneMatch(line -> line.startsWith("\tat "));
    }
    settings.remove("BERTH_RESTORED_AT");
    try (Pod pod = Pod.start(settings)) {
      assertThat(owner.at(pod.url()).renew(held, 60).status())
          .as("nothing was done")
          .isEqualTo(200);
    }
  }

  private static void assertHolds(Api caller) {
    Answer refused = caller.take();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("30");
    assertThat(refused.json().path("executingJobs")).isEmpty();
    Answer slots = caller.slots();
    assertThat(slots.json().path("executing")).isEmpty();
    assertThat(slots.json().path("accounts"))
        .isNotEmpty()
        .allMatch(account -> account.path("executing").asInt() == 0)
        .allMatch(account -> account.path("available").asInt() == 0);
  }

  /** The end of the leases, which is the same for all slots. */
  private Instant ends() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet ends = statement.executeQuery("SELECT DISTINCT leased_until FROM slot")) {
      ends.next();
      Instant first = ends.getObject(1, OffsetDateTime.class).toInstant();
      assertThat(ends.next()).isFalse();
      return first;
    }
  }

  /** Lets time pass for the rows that depend on it. */
  private void pass(String time) {
    database.execute("UPDATE slot SET leased_until = leased_until - interval '%s'".formatted(time));
    database.execute("UPDATE restore SET held_until = held_until - interval '%s'".formatted(time));
  }
}
