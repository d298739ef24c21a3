package berth.slot.take;

import berth.context.CallerContext;
import berth.secret.Keyring;
import berth.slot.grant.GrantRequest;
import berth.slot.idempotency.IdempotencyKey;
import berth.slot.idempotency.IdempotencyKeyStatements;
import berth.slot.idempotency.IdempotencyKeys;
import berth.slot.idempotency.KeyClaim;
import berth.slot.lease.SlotRequest;
import berth.time.Deadline;
import berth.waiting.WaitQueue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes a slot for a caller. */
@ApplicationScoped
public class TakeSlot {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  /** A little longer than any other request waits for a slot. */
  private static final Duration LONGEST = Duration.ofSeconds(65);

  private final TakeNewSlot takeNewSlot;
  private final IdempotencyKeys keys;
  private final WaitQueue queue;
  private final Keyring keyring;

  TakeSlot(TakeNewSlot takeNewSlot, IdempotencyKeys keys, WaitQueue queue, Keyring keyring) {
    this.takeNewSlot = takeNewSlot;
    this.keys = keys;
    this.queue = queue;
    this.keyring = keyring;
  }

  /**
   * What a caller asks for.
   *
   * @param patience how long to wait for a slot when there is none
   * @param key all requests of the subscription with the same one get the same slot, as long as it
   *     is held; {@code null} for none
   */
  public record Request(
      long subscriptionId, SlotRequest slot, Duration patience, @Nullable String key) {}

  /** Takes a slot, unless there is one already that the key stands for. */
  public Uni<TakeResult> take(Request request) {
    return request.key() == null
        ? takeNewSlot.take(
            GrantRequest.of(request.subscriptionId(), request.slot(), null), request.patience())
        : takeOnce(request, request.key());
  }

  /** Gives back what was taken and can't be delivered; not what another request has taken. */
  public void releaseUndelivered(long subscriptionId, TakeResult taken) {
    if (taken instanceof TakeResult.Granted granted) {
      takeNewSlot
          .releaseUndelivered(subscriptionId, granted.lease())
          .subscribe()
          .with(
              released -> {},
              failure -> {
                // the slot is free when the lease ends
              });
    }
  }

  /** What another request gets for the key is this one's, too; so it looks again and again. */
  private Uni<TakeResult> takeOnce(Request request, String key) {
    Deadline patience = Deadline.in(request.patience());
    Deadline latest = Deadline.in(LONGEST);
    return Uni.createFrom()
        .deferred(() -> tryOnce(request, key, patience.left()))
        .flatMap(
            taken ->
                taken.isPresent() || latest.isOver() || queue.isClosed()
                    ? Uni.createFrom().item(taken)
                    : pause().replaceWith(taken))
        .repeat()
        .whilst(taken -> taken.isEmpty() && !latest.isOver() && !queue.isClosed())
        .collect()
        .last()
        .map(taken -> taken.orElseGet(TakeResult.GivenUp::new));
  }

  /** Nothing when another request has the key for now. */
  private Uni<Optional<TakeResult>> tryOnce(Request request, String key, Duration patience) {
    IdempotencyKey own = new IdempotencyKey(key, UUID.randomUUID());
    IdempotencyKeyStatements.Wanted wanted =
        new IdempotencyKeyStatements.Wanted(request.subscriptionId(), own, patience);
    return keys.own(wanted)
        .flatMap(
            outcome -> {
              if (outcome instanceof KeyClaim.Owned) {
                return takeFor(wanted, request.slot());
              }
              return Uni.createFrom()
                  .item(
                      () ->
                          outcome instanceof KeyClaim.Bound bound
                              ? Optional.of(already(bound))
                              : Optional.empty());
            });
  }

  private Uni<Optional<TakeResult>> takeFor(
      IdempotencyKeyStatements.Wanted wanted, SlotRequest slot) {
    return takeNewSlot
        .take(GrantRequest.of(wanted.subscriptionId(), slot, wanted.key()), wanted.patience())
        .call(
            outcome ->
                outcome instanceof TakeResult.Granted
                    ? Uni.createFrom().voidItem()
                    : keys.giveUp(wanted))
        .onFailure()
        .invoke(() -> keys.giveUpUndelivered(wanted))
        .onCancellation()
        .invoke(() -> keys.giveUpUndelivered(wanted))
        .map(
            outcome ->
                outcome instanceof TakeResult.Superseded ? Optional.empty() : Optional.of(outcome));
  }

  private static Uni<Void> pause() {
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(POLL_INTERVAL)
        .emitOn(CallerContext.current());
  }

  private TakeResult already(KeyClaim.Bound bound) {
    return new TakeResult.Already(
        bound.lease(),
        bound.token().map(token -> keyring.decrypt(token, bound.lease().id().channel())));
  }
}
