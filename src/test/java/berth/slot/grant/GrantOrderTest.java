package berth.slot.grant;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Api;
import berth.harness.RunningBerth;
import berth.slot.lease.Lease;
import berth.slot.lease.SlotRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The slots that one statement leaves to waiters. The waiters belong to another pod, which does
 * nothing for them.
 */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class GrantOrderTest {

  @Inject GrantStatement statement;

  private final UUID pod = UUID.randomUUID();
  private Api caller;
  private String channel;
  private long subscription;
  private Connection connection;

  @BeforeEach
  void subscribe() throws SQLException {
    caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 20}");
    channel = caller.configured("sim-" + UUID.randomUUID(), 2);
    connection = RunningBerth.database().connect();
    try (PreparedStatement owner =
        connection.prepareStatement("SELECT subscription_id FROM channel WHERE channel = ?")) {
      owner.setString(1, channel);
      try (ResultSet found = owner.executeQuery()) {
        found.next();
        subscription = found.getLong(1);
      }
    }
    update("INSERT INTO waiting_pod VALUES ('%s', now() + interval '1 minute')".formatted(pod));
  }

  @AfterEach
  void disconnect() throws SQLException {
    update("DELETE FROM waiter WHERE pod = '%s'".formatted(pod));
    update("DELETE FROM waiting_pod WHERE pod = '%s'".formatted(pod));
    connection.close();
  }

  @Test
  void newRequestsInOneBatch_leaveASlotToEachWaiter() throws SQLException {
    waits(1, "");

    List<Object> outcomes = grant(Selection.DRAWN, List.of(newRequest(), newRequest()));

    assertThat(outcomes)
        .hasOnlyElementsOfTypes(GrantOutcome.Granted.class, AttemptOutcome.Missed.class);
    assertThat(outcomes).hasAtLeastOneElementOfType(GrantOutcome.Granted.class);
    assertThat(outcomes).hasAtLeastOneElementOfType(AttemptOutcome.Missed.class);
  }

  @Test
  void newRequestsInOneBatch_withNoWaiterAhead_doNotYield() throws SQLException {
    waits(1, "another");

    List<Object> outcomes = grant(Selection.PINNED, List.of(pinned(), pinned(), pinned()));

    assertThat(outcomes)
        .hasOnlyElementsOfTypes(GrantOutcome.Granted.class, AttemptOutcome.Lost.class);
    assertThat(outcomes.stream().filter(GrantOutcome.Granted.class::isInstance)).hasSize(2);
  }

  @Test
  void anyAccount_leavesTheAccountToWaitersThatArePinnedToItAndCameBefore() throws SQLException {
    caller.configured("sim-" + UUID.randomUUID(), 2);
    waits(1, channel);
    waits(2, channel);

    for (int i = 0; i < 20; i++) {
      Lease lease =
          ((GrantOutcome.Granted) grant(Selection.ANY_ACCOUNT, List.of(waiter(3))).get(0))
              .granted();
      assertThat(lease.id().channel()).isNotEqualTo(channel);
      update("UPDATE slot SET leased_until = '-infinity' WHERE subscription_id = " + subscription);
    }
  }

  @Test
  void anyAccount_takesTheAccountToWhichALaterWaiterIsPinned() throws SQLException {
    waits(2, channel);

    assertThat(grant(Selection.ANY_ACCOUNT, List.of(waiter(1))).get(0))
        .isInstanceOf(GrantOutcome.Granted.class);
  }

  /** What the attempts decided, and the outcomes of those that decided nothing. */
  private List<Object> grant(Selection selection, List<GrantRequest> requests) {
    return statement
        .grant(selection, requests, false)
        .await()
        .atMost(Duration.ofSeconds(5))
        .stream()
        .map(
            outcome ->
                outcome.<Object>fold(
                    decided -> decided.outcome(),
                    missed -> missed,
                    lost -> lost,
                    drained -> drained))
        .toList();
  }

  private GrantRequest newRequest() {
    return GrantRequest.of(subscription, new SlotRequest(null, 60, null), null)
        .withDraws(List.of(0.0));
  }

  private GrantRequest pinned() {
    return GrantRequest.of(subscription, new SlotRequest(channel, 60, null), null);
  }

  /** A waiter with a ticket that is smaller than those of the service. */
  private GrantRequest waiter(long nth) {
    return newRequest().inQueue(nth - 1_000);
  }

  private void waits(long nth, String pin) throws SQLException {
    update(
        "INSERT INTO waiter VALUES (%d, '%s', %d, '%s')"
            .formatted(nth - 1_000, pod, subscription, pin));
  }

  private void update(String sql) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.executeUpdate();
    }
  }
}
