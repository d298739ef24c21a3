package berth.slot;

import berth.batch.AskersContext;
import berth.secret.Keyring;
import berth.waiting.WaitingLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
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
        : takeOnce(request, request.key(), Instant.now().plus(LONGEST));
  }

  /** Gives back what was taken and can't be delivered; not what another request has taken. */
  Uni<?> giveBack(long subscriptionId, TakeOutcome taken) {
    return taken instanceof TakeOutcome.Granted granted
        ? takeNewSlot.giveBack(subscriptionId, granted.lease())
        : Uni.createFrom().voidItem();
  }

  /** What another request gets for the key is this one's, too. */
  private Uni<TakeOutcome> takeOnce(Request request, String key, Instant deadline) {
    OwnKey own = new OwnKey(key, UUID.randomUUID());
    KeyStatements.Wanted wanted =
        new KeyStatements.Wanted(request.subscriptionId(), own, request.patience());
    Uni<TakeOutcome> again = again(deadline, () -> takeOnce(request, key, deadline));
    return keys.own(wanted)
        .flatMap(
            outcome -> {
              if (outcome instanceof KeyOutcome.Owned) {
                return takeFor(wanted, request, again);
              }
              return outcome instanceof KeyOutcome.Bound bound
                  ? Uni.createFrom().item(() -> already(bound))
                  : again;
            });
  }

  private Uni<TakeOutcome> takeFor(
      KeyStatements.Wanted wanted, Request request, Uni<TakeOutcome> again) {
    return takeNewSlot
        .take(Wish.of(request.subscriptionId(), request.slot(), wanted.key()), request.patience())
        .call(
            outcome ->
                outcome instanceof TakeOutcome.Granted
                    ? Uni.createFrom().voidItem()
                    : keys.giveUp(wanted))
        .onFailure()
        .call(() -> keys.giveUp(wanted))
        .onCancellation()
        .call(() -> keys.giveUp(wanted))
        .flatMap(
            outcome ->
                outcome instanceof TakeOutcome.Superseded ? again : Uni.createFrom().item(outcome));
  }

  private Uni<TakeOutcome> again(Instant deadline, Supplier<Uni<TakeOutcome>> attempt) {
    return Uni.createFrom()
        .deferred(
            () ->
                line.isClosed() || Instant.now().isAfter(deadline)
                    ? Uni.createFrom().item(new TakeOutcome.GivenUp())
                    : Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(BETWEEN_LOOKS)
                        .emitOn(AskersContext.current())
                        .chain(attempt::get));
  }

  private TakeOutcome already(KeyOutcome.Bound bound) {
    return new TakeOutcome.Already(
        bound.lease(),
        bound.token().map(token -> keyring.decrypt(token, bound.lease().id().channel())));
  }
}
