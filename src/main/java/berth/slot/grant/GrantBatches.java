package berth.slot.grant;

import berth.batch.BatchMetrics;
import berth.batch.StatementBatcher;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.Leases;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Grants slots in batches: requests that arrive while a statement runs go to the database together,
 * in the next statement. A request gets its outcome after its statement has committed.
 */
@Startup // so that its metrics are there from the start
@ApplicationScoped
class GrantBatches {

  /** One batcher for each selection, so that slow statements delay only requests of their kind. */
  private final Map<Selection, StatementBatcher<GrantRequest, AttemptOutcome>> batchers;

  /** The same for statements that wait for locks, which must not delay those that skip them. */
  private final Map<Selection, StatementBatcher<GrantRequest, AttemptOutcome>> waitingForLocks;

  private final Leases leases;

  GrantBatches(GrantStatement statement, Leases leases, MeterRegistry meters) {
    this.leases = leases;
    BatchMetrics metrics = BatchMetrics.of(meters, "grant");
    this.batchers = batchers(metrics, statement, false);
    this.waitingForLocks = batchers(metrics, statement, true);
  }

  /** Makes one attempt to grant a slot. */
  Uni<AttemptOutcome> grant(GrantAttempt attempt) {
    Map<Selection, StatementBatcher<GrantRequest, AttemptOutcome>> used =
        attempt.waitsForLocks() ? waitingForLocks : batchers;
    return Objects.requireNonNull(used.get(attempt.selection())).submit(attempt.request());
  }

  private Map<Selection, StatementBatcher<GrantRequest, AttemptOutcome>> batchers(
      BatchMetrics metrics, GrantStatement statement, boolean waitForLocks) {
    return Arrays.stream(Selection.values())
        .collect(
            Collectors.toMap(
                Function.identity(),
                selection ->
                    new StatementBatcher<>(
                        metrics,
                        GrantRequest::subscriptionId,
                        requests -> statement.grant(selection, requests, waitForLocks),
                        this::releaseUndelivered)));
  }

  /** Called when the client has disconnected. If the release fails, the lease runs out. */
  private void releaseUndelivered(GrantRequest request, AttemptOutcome outcome) {
    outcome
        .fold(
            decided -> decided.outcome().lease(),
            missed -> Optional.<Lease>empty(),
            lost -> Optional.<Lease>empty(),
            drained -> Optional.<Lease>empty())
        .ifPresent(
            lease ->
                leases
                    .releaseUndelivered(new LeaseKey(request.subscriptionId(), lease.id()))
                    .subscribe()
                    .with(released -> {}, failure -> {}));
  }
}
