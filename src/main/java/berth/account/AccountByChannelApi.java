package berth.account;

import berth.request.JsonBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The description of the routes of one account, for callers. */
@Path(AccountApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
@SecurityRequirement(name = "caller")
interface AccountByChannelApi {

  @GET
  @Path("/{channel: [0-9]+}")
  @Operation(
      operationId = "getAccount",
      summary = "Read an account",
      description = "Says whether the account is in rotation, and if not, why and until when.",
      extensions = @Extension(name = "x-errors", value = "noSuchAccount"))
  @APIResponse(
      responseCode = "200",
      description = "The account, its token masked.",
      content = @Content(schema = @Schema(implementation = AccountView.class)))
  Uni<AccountView> find(
      @Parameter(description = "The channel of the account.") @RestPath String channel);

  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{channel: [0-9]+}")
  @Operation(
      operationId = "updateAccount",
      summary = "Change the settings of an account",
      description =
          "Changes what the body names and nothing else, without the token and without asking Discord. A lower"
              + " `maxJobs` revokes nothing: no slot is granted until the account runs fewer jobs.",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "malformedJson maxJobsNotAnInteger maxJobsBelow maxJobsAbove noSubscription noSuchAccount"))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      properties =
                          @SchemaProperty(
                              name = "maxJobs",
                              type = SchemaType.INTEGER,
                              nullable = true,
                              minimum = "1",
                              maximum = "15",
                              description =
                                  "How many jobs the account may run at once: 3 when it is missing or null, or the"
                                      + " ceiling of the subscription, if that is lower.")),
              example = "{\"maxJobs\": 5}"))
  @APIResponse(
      responseCode = "200",
      description = "The account afterwards.",
      content = @Content(schema = @Schema(implementation = AccountView.class)))
  Uni<AccountView> update(
      @Parameter(description = "The channel of the account.") @RestPath String channel,
      @Parameter(hidden = true) JsonBody body);

  @DELETE
  @Path("/{channel: [0-9]+}")
  @Operation(
      operationId = "deleteAccount",
      summary = "Delete an account",
      description =
          "No slot of the account is granted from then on. Running slots live out their leases, can still be renewed and"
              + " released, and still count if the channel is configured again.",
      extensions = @Extension(name = "x-errors", value = "noSuchAccount"))
  @APIResponse(responseCode = "204", description = "The account was deleted.")
  Uni<Void> delete(
      @Parameter(description = "The channel of the account.") @RestPath String channel);
}
