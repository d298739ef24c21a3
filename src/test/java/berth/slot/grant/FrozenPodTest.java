package berth.slot.grant;

import static org.assertj.core.api.Assertions.assertThat;

import berth.database.Database;
import berth.harness.Api;
import berth.harness.RunningBerth;
import berth.slot.lease.SlotRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pod that was frozen between the statement of a grant and its response. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class FrozenPodTest {

  private static final int LEASE_SECONDS = 5;

  @Inject Database database;

  @ParameterizedTest
  @ValueSource(ints = {LEASE_SECONDS, 60, 86_400})
  void grantThatWasReadAfterItsEnd_isNotDelivered(int secondsFrozen) {
    Api caller = RunningBerth.admin().subscribed("{\"name\": \"frozen\", \"quantity\": 1}");
    String channel = caller.configured("sim-" + UUID.randomUUID(), 1);
    long subscription =
        RunningBerth.database()
            .number("SELECT subscription_id FROM account WHERE channel = '" + channel + "'");
    List<GrantRequest> requests =
        List.of(GrantRequest.of(subscription, new SlotRequest(channel, LEASE_SECONDS, null), null));
    GrantForm form = GrantForm.of(Selection.PINNED, false, requests);

    RowSet<Row> rows =
        database
            .run(
                Objects.requireNonNull(GrantStatement.SQL.get(form)),
                GrantSql.parameters(form, requests))
            .await()
            .atMost(Duration.ofSeconds(5));
    long sent = System.nanoTime() - Duration.ofSeconds(secondsFrozen).toNanos();

    assertThat(GrantStatement.outcomes(rows, 1, sent)).containsExactly(new AttemptOutcome.Lost());
  }
}
