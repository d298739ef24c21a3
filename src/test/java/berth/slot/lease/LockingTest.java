package berth.slot.lease;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Requests for slots that another transaction has locked. The test is that transaction, and goes on
 * when the request waits for its locks.
 */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class LockingTest {

  private Api caller;
  private String channel;
  private Connection transaction;
  private Connection observer;

  @BeforeEach
  void subscribe() throws SQLException {
    caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 20}");
    channel = caller.configured("sim-" + UUID.randomUUID(), 2);
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
  void take_limitLoweredMeanwhile_isNotGrantedByTheOldOne() throws SQLException {
    update("UPDATE slot SET state = 'CLOSED' WHERE channel = ?");
    CompletableFuture<Answer> taken = meanwhile(() -> caller.take());
    Blocked.untilAStatementWaits(observer);
    transaction.commit();
    assertThat(taken.join().status()).isEqualTo(429);
  }

  @Test
  void take_pinned_limitLoweredMeanwhile_isNotGrantedByTheOldOne() throws SQLException {
    update("UPDATE slot SET state = 'CLOSED' WHERE channel = ?");
    CompletableFuture<Answer> taken =
        meanwhile(() -> caller.take("{\"channel\": \"%s\"}".formatted(channel)));
    Blocked.untilAStatementWaits(observer);
    transaction.commit();
    assertThat(taken.join().status()).isEqualTo(429);
  }

  @Test
  void take_allFreeSlotsLockedAndOneTaken_isGrantedTheOther() throws SQLException {
    update("UPDATE slot SET ref = ref WHERE channel = ?");
    update(
        """
        UPDATE slot
           SET leased_until = now() + interval '1 hour', granted_at = now(),
               fence = nextval('slot_fence')
         WHERE channel = ? AND number = 0
        """);
    CompletableFuture<Answer> taken = meanwhile(() -> caller.take());
    Blocked.untilAStatementWaits(observer);
    transaction.commit();
    assertThat(taken.join().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void renew_thatWaitedPastTheDeadline_revivesNothing() throws SQLException {
    String slot = caller.take().text("slot");
    update("UPDATE slot SET ref = ref WHERE channel = ?");
    CompletableFuture<Answer> renewed = meanwhile(() -> caller.renew(slot, 60));
    Blocked.untilAStatementWaits(observer);
    // the lease was running when the renewal was sent, and has ended when it gets the lock
    update("UPDATE slot SET leased_until = clock_timestamp() WHERE channel = ? AND fence > 0");
    transaction.commit();
    assertThat(renewed.join().status()).isEqualTo(410);
    assertThat(caller.release(slot).status()).isEqualTo(410);
  }

  @Test
  void release_thatWaitedWhileTheSlotWasGrantedAgain_freesNothing() throws SQLException {
    String slot = caller.take().text("slot");
    update(
        """
        UPDATE slot
           SET leased_until = now() + interval '1 hour', granted_at = now(),
               fence = nextval('slot_fence')
         WHERE channel = ? AND fence > 0
        """);
    CompletableFuture<Answer> released = meanwhile(() -> caller.release(slot));
    Blocked.untilAStatementWaits(observer);
    transaction.commit();
    assertThat(released.join().status()).isEqualTo(410);
    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void release_thatWaitedWhileSomethingElseOfTheSlotChanged_freesIt() throws SQLException {
    String slot = caller.take().text("slot");
    update("UPDATE slot SET ref = ref WHERE channel = ?");
    CompletableFuture<Answer> released = meanwhile(() -> caller.release(slot));
    Blocked.untilAStatementWaits(observer);
    transaction.commit();
    assertThat(released.join().status()).isEqualTo(204);
    assertThat(caller.slots().json().path("executing")).isEmpty();
  }

  @Test
  void renew_thatWaitedWhileSomethingElseOfTheSlotChanged_renewsIt() throws SQLException {
    String slot = caller.take().text("slot");
    update("UPDATE slot SET ref = ref WHERE channel = ?");
    CompletableFuture<Answer> renewed = meanwhile(() -> caller.renew(slot, 60));
    Blocked.untilAStatementWaits(observer);
    transaction.commit();
    assertThat(renewed.join().status()).isEqualTo(200);
  }

  @Test
  void releaseAndRenew_thatWait_doNotDelayOtherCallers() throws SQLException {
    String slot = caller.take().text("slot");
    Api other = RunningBerth.admin().subscribed("{\"name\": \"other\", \"quantity\": 1}");
    other.configured("sim-" + UUID.randomUUID(), 1);
    String others = other.take().text("slot");
    update("UPDATE slot SET ref = ref WHERE channel = ?");
    CompletableFuture<Answer> released = meanwhile(() -> caller.release(slot));
    CompletableFuture<Answer> renewed = meanwhile(() -> caller.renew(slot, 60));
    Blocked.untilAStatementWaits(observer);
    assertThat(other.renew(others, 60).status()).isEqualTo(200);
    assertThat(other.release(others).status()).isEqualTo(204);
    assertThat(List.of(released, renewed)).noneMatch(CompletableFuture::isDone);
    transaction.commit();
    assertThat(released.join().status()).isEqualTo(204);
    assertThat(renewed.join().status()).isIn(200, 410);
  }

  private static CompletableFuture<Answer> meanwhile(Supplier<Answer> request) {
    return CompletableFuture.supplyAsync(request);
  }

  private void update(String sql) throws SQLException {
    try (PreparedStatement statement = transaction.prepareStatement(sql)) {
      statement.setString(1, channel);
      statement.executeUpdate();
    }
  }
}
