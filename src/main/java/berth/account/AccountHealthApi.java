package berth.account;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The description of what an operator can do about the health of an account, for callers. */
@Path(AccountApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
@SecurityRequirement(name = "caller")
interface AccountHealthApi {

  @POST
  @Path("/{channel: [0-9]+}/pause")
  @Operation(
      operationId = "pauseAccount",
      summary = "Take an account out of rotation",
      description = "Running slots are not disturbed.",
      extensions = @Extension(name = "x-errors", value = "noSuchAccount"))
  @APIResponse(responseCode = "204", description = "The account is paused.")
  Uni<Void> pause(@Parameter(description = "The channel of the account.") @RestPath String channel);

  @POST
  @Path("/{channel: [0-9]+}/resume")
  @Operation(
      operationId = "resumeAccount",
      summary = "End the pause of an account",
      description = "The account then has the status that it would have had without the pause.",
      extensions = @Extension(name = "x-errors", value = "noSuchAccount"))
  @APIResponse(responseCode = "204", description = "The account is not paused.")
  Uni<Void> resume(
      @Parameter(description = "The channel of the account.") @RestPath String channel);

  @POST
  @Path("/{channel: [0-9]+}/reset")
  @Operation(
      operationId = "resetAccount",
      summary = "Bring an account back into rotation",
      description =
          "Brings back an account that is `moderated`, `rejected` or `cooling`, if Discord still accepts its token. If not,"
              + " the account stays out, and the answer is the one that a POST of the token would get.",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "sameToken userStillRuns noBotChannel invalidToken unusableAccount noSubscription"
                      + " noSuchAccount discordRateLimit discordUnusableAnswer discordWithheld discordTimeout"))
  @APIResponse(
      responseCode = "204",
      description = "The account is in rotation, unless it is paused.")
  Uni<Void> reset(@Parameter(description = "The channel of the account.") @RestPath String channel);
}
