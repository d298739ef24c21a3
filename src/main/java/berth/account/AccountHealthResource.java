package berth.account;

import berth.account.change.ChangeHealth;
import berth.account.health.HealthEvent;
import berth.auth.Caller;
import berth.error.ErrorCatalogue;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/**
 * {@code /v2/account/midjourney/{channel}/…}: what an operator can do about the health of an
 * account.
 */
@Path("/v2/account/midjourney")
@Produces(MediaType.APPLICATION_JSON)
class AccountHealthResource {

  private final Caller caller;
  private final ChangeHealth changeHealth;
  private final ResetAccount resetAccount;

  AccountHealthResource(Caller caller, ChangeHealth changeHealth, ResetAccount resetAccount) {
    this.caller = caller;
    this.changeHealth = changeHealth;
    this.resetAccount = resetAccount;
  }

  @POST
  @Path("/{channel: [0-9]+}/pause")
  public Uni<Void> pause(@RestPath String channel) {
    return change(channel, (health, now) -> health.paused());
  }

  /** If cooling or a moderation ended during the pause, the account is active at once. */
  @POST
  @Path("/{channel: [0-9]+}/resume")
  public Uni<Void> resume(@RestPath String channel) {
    return change(channel, (health, now) -> health.resumed().cooled(now));
  }

  @POST
  @Path("/{channel: [0-9]+}/reset")
  public Uni<Void> reset(@RestPath String channel) {
    return resetAccount
        .reset(caller.liveSubscription().id(), channel)
        .invoke(
            outcome ->
                outcome
                    .error()
                    .ifPresent(
                        error -> {
                          throw error.asException();
                        }))
        .replaceWithVoid();
  }

  private Uni<Void> change(String channel, HealthEvent event) {
    return changeHealth
        .change(caller.subscription().id(), channel, event)
        .invoke(
            changed -> {
              if (changed.isEmpty()) {
                throw ErrorCatalogue.noSuchAccount().asException();
              }
            })
        .replaceWithVoid();
  }
}
