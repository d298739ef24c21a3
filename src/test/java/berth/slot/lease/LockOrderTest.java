package berth.slot.lease;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Api;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements on many slots at once, which must not deadlock. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class LockOrderTest {

  private static final int SLOTS = 15;

  @Inject ReleaseStatement release;
  @Inject RenewStatement renew;

  private String channel;
  private Connection transaction;
  private Connection observer;

  @BeforeEach
  void takeAll() throws SQLException {
    Api caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 20}");
    channel = caller.configured("sim-" + UUID.randomUUID(), SLOTS);
    IntStream.range(0, SLOTS).forEach(slot -> caller.take());
    observer = RunningBerth.database().connect();
    transaction = RunningBerth.database().connect();
    transaction.setAutoCommit(false);
  }

  @AfterEach
  void disconnect() throws SQLException {
    transaction.close();
    observer.close();
  }

  @Test
  void release_ofSeveral_locksInKeyOrder_whateverTheirOwnOrder() throws SQLException {
    assertLocksInOrder(leases -> release.release(leases, true));
  }

  @Test
  void renew_ofSeveral_locksInKeyOrder_whateverTheirOwnOrder() throws SQLException {
    assertLocksInOrder(
        leases ->
            renew.renew(
                leases.stream().map(lease -> new RenewStatement.Renewal(lease, 60)).toList(),
                true));
  }

  /** A statement that waits for the first row must not hold a lock that another may wait for. */
  private void assertLocksInOrder(Function<List<LeaseKey>, Uni<?>> statement) throws SQLException {
    List<LeaseKey> leases = heldLeases();
    lockTheFirst();
    CompletableFuture<?> done = statement.apply(reversed(leases)).subscribeAsCompletionStage();
    Blocked.untilAStatementWaits(observer);
    assertThat(unlocked()).isEqualTo(SLOTS - 1);
    transaction.commit();
    assertThat(done).succeedsWithin(Duration.ofSeconds(2));
  }

  private static List<LeaseKey> reversed(List<LeaseKey> leases) {
    List<LeaseKey> reversed = new ArrayList<>(leases);
    Collections.reverse(reversed);
    return reversed;
  }

  private int unlocked() throws SQLException {
    try (PreparedStatement lock =
        observer.prepareStatement(
            """
            WITH unlocked AS (
              SELECT FROM slot WHERE channel = ? FOR UPDATE SKIP LOCKED)
            SELECT count(*) FROM unlocked
            """)) {
      lock.setString(1, channel);
      try (ResultSet counted = lock.executeQuery()) {
        counted.next();
        return counted.getInt(1);
      }
    }
  }

  private List<LeaseKey> heldLeases() throws SQLException {
    List<LeaseKey> leases = new ArrayList<>();
    try (PreparedStatement held =
        observer.prepareStatement(
            """
            SELECT subscription_id, number, fence
              FROM slot
             WHERE channel = ? AND leased_until > now()
             ORDER BY number
            """)) {
      held.setString(1, channel);
      try (ResultSet rows = held.executeQuery()) {
        while (rows.next()) {
          leases.add(
              new LeaseKey(
                  rows.getLong("subscription_id"),
                  new LeaseId(channel, rows.getInt("number"), rows.getLong("fence"))));
        }
      }
    }
    return leases;
  }

  private void lockTheFirst() throws SQLException {
    try (PreparedStatement lock =
        transaction.prepareStatement(
            "SELECT FROM slot WHERE channel = ? AND number = 0 FOR UPDATE")) {
      lock.setString(1, channel);
      lock.execute();
    }
  }
}
