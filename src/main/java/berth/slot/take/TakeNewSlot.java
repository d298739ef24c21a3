package berth.slot.take;

import berth.secret.EncryptionKeys;
import berth.secret.TokenOwner;
import berth.slot.grant.GrantOutcome;
import berth.slot.grant.GrantRequest;
import berth.slot.grant.Grants;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.Leases;
import berth.waiting.TooManyWaitingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Takes a slot that is free. */
@ApplicationScoped
class TakeNewSlot {

  private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(30);

  private final Grants grants;
  private final Leases leases;
  private final WaitForSlot waiting;
  private final Availability availability;
  private final EncryptionKeys keys;

  TakeNewSlot(
      Grants grants,
      Leases leases,
      WaitForSlot waiting,
      Availability availability,
      EncryptionKeys keys) {
    this.grants = grants;
    this.leases = leases;
    this.waiting = waiting;
    this.availability = availability;
    this.keys = keys;
  }

  /**
   * Takes a slot of an account that is drawn at random among those below their limit.
   *
   * @param maxWait how long the request may wait for a slot when there is none
   * @return empty when the idempotency key of the request belongs to another request by now, which
   *     may have got a slot for it
   */
  Uni<Optional<TakeResult>> take(GrantRequest request, Duration maxWait) {
    return grants
        .first(request)
        .flatMap(outcome -> orWait(request, maxWait, outcome))
        .flatMap(outcome -> result(request, outcome))
        .onFailure(TooManyWaitingException.class)
        .recoverWithUni(() -> crowded(request).map(Optional::of));
  }

  private Uni<GrantOutcome> orWait(GrantRequest request, Duration maxWait, GrantOutcome outcome) {
    return outcome.fold(
        ended -> Uni.createFrom().item(outcome),
        full ->
            maxWait.isZero() ? Uni.createFrom().item(outcome) : waiting.inQueue(request, maxWait),
        yielded ->
            maxWait.isZero()
                ? waiting.pollYielded(request, yielded)
                : waiting.inQueue(request, maxWait));
  }

  private Uni<Optional<TakeResult>> result(GrantRequest request, GrantOutcome outcome) {
    return outcome.fold(
        ended ->
            ended.fold(
                granted -> granted(request, granted).map(Optional::of),
                superseded ->
                    releaseUndelivered(request.subscriptionId(), superseded.granted())
                        .replaceWith(Optional.empty()),
                outOfRotation -> outOfRotation(request).map(Optional::of),
                unconfigured -> Uni.createFrom().item(Optional.of(new TakeResult.NoAccount())),
                givenUp -> Uni.createFrom().item(Optional.of(new TakeResult.GivenUp()))),
        full -> busy(request).map(Optional::of),
        // a request that has waited or polled does not yield in the end
        yielded -> Uni.createFrom().item(Optional.of(new TakeResult.GivenUp())));
  }

  private Uni<TakeResult> busy(GrantRequest request) {
    return availability
        .busy(request.subscriptionId(), request.slot().channel())
        .map(snapshot -> new TakeResult.Busy(snapshot.executing(), retryAfter(snapshot)));
  }

  private Uni<TakeResult> crowded(GrantRequest request) {
    return availability
        .busy(request.subscriptionId(), request.slot().channel())
        .map(snapshot -> new TakeResult.Crowded(retryAfter(snapshot)));
  }

  private Uni<TakeResult> outOfRotation(GrantRequest request) {
    return availability
        .outOfRotation(request.subscriptionId(), request.slot().channel())
        .map(Function.identity());
  }

  /**
   * Decrypts the token of the account. If that fails, the slot is released: without the token its
   * holder could not run a job.
   */
  private Uni<TakeResult> granted(GrantRequest request, GrantOutcome.Granted granted) {
    Lease lease = granted.granted();
    return Uni.createFrom()
        .item(
            () ->
                keys.decrypt(
                    granted.token(),
                    new TokenOwner(request.subscriptionId(), lease.id().channel())))
        .<TakeResult>map(token -> new TakeResult.Granted(lease, token))
        .onFailure()
        .call(() -> releaseUndelivered(request.subscriptionId(), lease));
  }

  /** Releases a lease that is not delivered to any caller. */
  Uni<?> releaseUndelivered(long subscriptionId, Lease lease) {
    return leases.releaseUndelivered(new LeaseKey(subscriptionId, lease.id()));
  }

  private static Duration retryAfter(Availability.Snapshot snapshot) {
    return bounded(Duration.between(Instant.now(), snapshot.availableAt()));
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(MIN_RETRY_AFTER) < 0) {
      return MIN_RETRY_AFTER;
    }
    return pause.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : pause;
  }
}
