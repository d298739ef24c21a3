package berth.slot;

import berth.batch.AskersContext;
import berth.secret.Keyring;
import berth.time.Deadline;
import berth.waiting.WaitingLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes a slot for a caller. */
@ApplicationScoped
class TakeSlot {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  /** A little longer than any other request waits for a slot. */
  private static final Duration LONGEST = Duration.ofSeconds(65);

  private final TakeNewSlot takeNewSlot;
  private final IdempotencyKeys keys;
  private final WaitingLine line;
  private final Keyring keyring;

  TakeSlot(TakeNewSlot takeNewSlot, IdempotencyKeys keys, WaitingLine line, Keyring keyring) {
    this.takeNewSlot = takeNewSlot;
    this.keys = keys;
    this.line = line;
    this.keyring = keyring;
  }

  /**
   * What a caller asks for.
   *
   * @param patience how long to wait for a slot when there is none
   * @param key all requests of the subscription with the same one get the same slot, as long as it
   *     is held; {@code null} for none
   */
  record Request(long subscriptionId, SlotRequest slot, Duration patience, @Nullable String key) {}

  /** Takes a slot, unless there is one already that the key stands for. */
  Uni<TakeOutcome> take(Request request) {
    return request.key() == null
        ? takeNewSlot.take(
            Wish.of(request.subscriptionId(), request.slot(), null), request.patience())
        : takeOnce(request, request.key());
  }

  /** Gives back what was taken and can't be delivered; not what another request has taken. */
  void giveBack(long subscriptionId, TakeOutcome taken) {
    if (taken instanceof TakeOutcome.Granted granted) {
      takeNewSlot
          .giveBack(subscriptionId, granted.lease())
          .subscribe()
          .with(
              released -> {},
              failure -> {
                // the slot is free when the lease ends
              });
    }
  }

  /** What another request gets for the key is this one's, too; so it looks again and again. */
  private Uni<TakeOutcome> takeOnce(Request request, String key) {
    Deadline patience = Deadline.in(request.patience());
    Deadline latest = Deadline.in(LONGEST);
    return Uni.createFrom()
        .deferred(() -> tryOnce(request, key, patience.left()))
        .flatMap(
            taken ->
                taken.isPresent() || latest.isOver() || line.isClosed()
                    ? Uni.createFrom().item(taken)
                    : pause().replaceWith(taken))
        .repeat()
        .whilst(taken -> taken.isEmpty() && !latest.isOver() && !line.isClosed())
        .collect()
        .last()
        .map(taken -> taken.orElseGet(TakeOutcome.GivenUp::new));
  }

  /** Nothing when another request has the key for now. */
  private Uni<Optional<TakeOutcome>> tryOnce(Request request, String key, Duration patience) {
    OwnKey own = new OwnKey(key, UUID.randomUUID());
    KeyStatements.Wanted wanted = new KeyStatements.Wanted(request.subscriptionId(), own, patience);
    return keys.own(wanted)
        .flatMap(
            outcome -> {
              if (outcome instanceof KeyOutcome.Owned) {
                return takeFor(wanted, request.slot());
              }
              return Uni.createFrom()
                  .item(
                      () ->
                          outcome instanceof KeyOutcome.Bound bound
                              ? Optional.of(already(bound))
                              : Optional.empty());
            });
  }

  private Uni<Optional<TakeOutcome>> takeFor(KeyStatements.Wanted wanted, SlotRequest slot) {
    return takeNewSlot
        .take(Wish.of(wanted.subscriptionId(), slot, wanted.key()), wanted.patience())
        .call(
            outcome ->
                outcome instanceof TakeOutcome.Granted
                    ? Uni.createFrom().voidItem()
                    : keys.giveUp(wanted))
        .onFailure()
        .invoke(() -> keys.giveUpUnheard(wanted))
        .onCancellation()
        .invoke(() -> keys.giveUpUnheard(wanted))
        .map(
            outcome ->
                outcome instanceof TakeOutcome.Superseded
                    ? Optional.empty()
                    : Optional.of(outcome));
  }

  private static Uni<Void> pause() {
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(BETWEEN_LOOKS)
        .emitOn(AskersContext.current());
  }

  private TakeOutcome already(KeyOutcome.Bound bound) {
    return new TakeOutcome.Already(
        bound.lease(),
        bound.token().map(token -> keyring.decrypt(token, bound.lease().id().channel())));
  }
}
