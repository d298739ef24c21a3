package berth.slot.take;

import berth.context.CallerContext;
import berth.secret.EncryptionKeys;
import berth.secret.TokenOwner;
import berth.slot.grant.GrantRequest;
import berth.slot.idempotency.IdempotencyKey;
import berth.slot.idempotency.IdempotencyKeyStatements;
import berth.slot.idempotency.IdempotencyKeys;
import berth.slot.idempotency.KeyClaim;
import berth.slot.lease.Lease;
import berth.slot.lease.SlotRequest;
import berth.time.Deadline;
import berth.waiting.TooManyWaitingException;
import berth.waiting.WaitQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes a slot for a caller. */
@Startup // so that its metrics are there from the start
@ApplicationScoped
public class TakeSlot {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  /** A little longer than any other request waits for a slot, which is up to 60 seconds. */
  private static final Duration MAX_POLL_TIME = Duration.ofSeconds(65);

  private final TakeNewSlot takeNewSlot;
  private final IdempotencyKeys keys;
  private final WaitQueue queue;
  private final EncryptionKeys encryption;
  private final TakeMetrics metrics;

  TakeSlot(
      TakeNewSlot takeNewSlot,
      IdempotencyKeys keys,
      WaitQueue queue,
      EncryptionKeys encryption,
      MeterRegistry meters) {
    this.takeNewSlot = takeNewSlot;
    this.keys = keys;
    this.queue = queue;
    this.encryption = encryption;
    this.metrics = new TakeMetrics(meters);
  }

  /**
   * A caller's request for a slot.
   *
   * @param maxWait how long the request may wait for a slot when there is none
   * @param key the idempotency key: all requests of the subscription with the same key get the same
   *     slot, as long as it is held; {@code null} for none
   */
  public record Request(
      long subscriptionId, SlotRequest slot, Duration maxWait, @Nullable String key) {}

  /** Takes a slot, unless the idempotency key of the request is bound to one already. */
  public Uni<TakeResult> take(Request request) {
    return metrics.count(
        request.key() == null
            ? takeNewSlot
                .take(
                    GrantRequest.of(request.subscriptionId(), request.slot(), null),
                    request.maxWait())
                .map(taken -> taken.orElseGet(TakeResult.GivenUp::new))
            : takeOnce(request, request.key()));
  }

  /**
   * Releases the slot that was granted to a request whose response can't be delivered. A slot that
   * another request was granted stays held.
   */
  public void releaseUndelivered(long subscriptionId, TakeResult taken) {
    newLease(taken)
        .ifPresent(
            lease ->
                takeNewSlot
                    .releaseUndelivered(subscriptionId, lease)
                    .subscribe()
                    .with(
                        released -> {},
                        failure -> {
                          // the slot is free when the lease ends
                        }));
  }

  /** The lease that was granted to this request, not to another one with the same key. */
  private static Optional<Lease> newLease(TakeResult taken) {
    return taken.fold(
        granted -> Optional.of(granted.lease()),
        already -> Optional.empty(),
        notTaken -> Optional.empty());
  }

  /**
   * Takes a slot, and polls while another request owns the key: if that one gets a slot, this
   * request returns the same slot.
   */
  private Uni<TakeResult> takeOnce(Request request, String key) {
    Deadline deadline = Deadline.in(request.maxWait());
    return tryOnce(request, key, deadline.left())
        .flatMap(
            taken ->
                taken.isPresent()
                    ? Uni.createFrom().item(taken)
                    : queue.whileAdmitted(
                        request.subscriptionId(), () -> poll(request, key, deadline)))
        .map(taken -> taken.orElseGet(TakeResult.GivenUp::new))
        .onFailure(TooManyWaitingException.class)
        .recoverWithItem(() -> new TakeResult.Crowded(POLL_INTERVAL));
  }

  private Uni<Optional<TakeResult>> poll(Request request, String key, Deadline deadline) {
    Deadline lastPoll = Deadline.in(MAX_POLL_TIME);
    return Uni.createFrom()
        .deferred(() -> pause().chain(() -> tryOnce(request, key, deadline.left())))
        .repeat()
        .whilst(taken -> taken.isEmpty() && !lastPoll.isOver() && !queue.isClosed())
        .collect()
        .last();
  }

  /** Returns nothing while another request owns the key. */
  private Uni<Optional<TakeResult>> tryOnce(Request request, String key, Duration maxWait) {
    IdempotencyKeyStatements.Wanted wanted =
        new IdempotencyKeyStatements.Wanted(
            request.subscriptionId(), new IdempotencyKey(key, UUID.randomUUID()), maxWait);
    return keys.claim(wanted)
        .flatMap(
            outcome ->
                outcome.fold(
                    owned -> takeAsOwner(wanted, request.slot(), maxWait),
                    bound ->
                        Uni.createFrom()
                            .item(() -> Optional.of(already(request.subscriptionId(), bound))),
                    pending -> Uni.createFrom().item(Optional.empty())));
  }

  /** Takes a slot with the key, and gives the key up unless a slot was granted. */
  private Uni<Optional<TakeResult>> takeAsOwner(
      IdempotencyKeyStatements.Wanted wanted, SlotRequest slot, Duration maxWait) {
    return takeNewSlot
        .take(GrantRequest.of(wanted.subscriptionId(), slot, wanted.key()), maxWait)
        .call(
            taken ->
                taken.flatMap(TakeSlot::newLease).isPresent()
                    ? Uni.createFrom().voidItem()
                    : keys.giveUp(wanted))
        .onFailure()
        .invoke(() -> keys.giveUpUndelivered(wanted))
        .onCancellation()
        .invoke(() -> keys.giveUpUndelivered(wanted));
  }

  private static Uni<Void> pause() {
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(POLL_INTERVAL)
        .emitOn(CallerContext.current());
  }

  private TakeResult already(long subscriptionId, KeyClaim.Bound bound) {
    TokenOwner owner = new TokenOwner(subscriptionId, bound.lease().id().channel());
    return new TakeResult.Already(
        bound.lease(), bound.token().map(token -> encryption.decrypt(token, owner)));
  }
}
