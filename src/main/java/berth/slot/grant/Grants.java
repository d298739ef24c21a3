package berth.slot.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Random;

/** Makes attempts to grant a slot until it is clear whether there is one. */
@ApplicationScoped
public class Grants {

  private final AccountDraw draw = new AccountDraw(new Random());
  private final GrantBatches batches;
  private final DrainedChannels drained;

  Grants(GrantBatches batches, DrainedChannels drained) {
    this.batches = batches;
    this.drained = drained;
  }

  /** Grants a slot to a new request. */
  public Uni<GrantOutcome> first(GrantRequest request) {
    return from(GrantAttempt.first(request, draw));
  }

  /** Grants a slot of any account that fits, without draws. */
  public Uni<GrantOutcome> amongAll(GrantRequest request) {
    return from(GrantAttempt.amongAll(request));
  }

  private Uni<GrantOutcome> from(GrantAttempt attempt) {
    return batches
        .grant(attempt)
        .flatMap(
            outcome ->
                outcome.fold(
                    decided -> Uni.createFrom().item(decided.outcome()),
                    missed -> from(attempt.wider(missed.accounts(), draw)),
                    lost -> again(attempt),
                    found ->
                        drained
                            .resize(attempt.request().subscriptionId(), found.channels())
                            .chain(() -> again(attempt))));
  }

  private Uni<GrantOutcome> again(GrantAttempt attempt) {
    return attempt.isLast()
        ? Uni.createFrom().item(new GrantOutcome.GivenUp())
        : from(attempt.again());
  }
}
