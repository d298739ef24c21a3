package berth.account;

import berth.request.JsonBody;
import berth.response.StreamedBody;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The description of the routes of all accounts, for callers. */
@Path(AccountApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
@SecurityRequirement(name = "caller")
interface AccountApi {

  String PATH = "/v2/account/midjourney";

  @GET
  @Operation(
      operationId = "listAccounts",
      summary = "List accounts",
      description = "Without `limit` and `after`, lists all.",
      extensions =
          @Extension(
              name = "x-errors",
              value = "limitNotAnInteger limitBelow limitAbove malformedAfter noAccounts"))
  @APIResponse(
      responseCode = "200",
      description = "The accounts by channel. In a page, `next` is there when more follow.",
      content =
          @Content(
              schema =
                  @Schema(
                      name = "AccountList",
                      type = SchemaType.OBJECT,
                      properties =
                          @SchemaProperty(
                              name = "next",
                              type = SchemaType.STRING,
                              description = "The value of `after` for the next page."),
                      additionalProperties = AccountView.class)))
  Uni<StreamedBody> list(
      @Parameter(
              description = "The number of accounts in the page; 100 with `after` alone.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          @RestQuery
          @Nullable String limit,
      @Parameter(
              description = "The channel after which the page begins.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^\\d{1,64}$"))
          @RestQuery
          @Nullable String after,
      @Context RoutingContext http);

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "configureAccount",
      summary = "Create or update an account",
      description =
          """
          Asks Discord who the token belongs to, finds the direct-message channel with the Midjourney bot, and stores \
          the account under that channel. Running slots are not disturbed. An account that was `rejected` or `cooling` \
          is in rotation again.

          After 429 and 503, repeat the request after `Retry-After`.""",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "malformedJson missingDiscord malformedDiscord maxJobsNotAnInteger maxJobsBelow"
                      + " maxJobsAbove sameToken userStillRuns noBotChannel invalidToken unusableAccount"
                      + " noSubscription quantityExceeded discordRateLimit discordUnusableAnswer"
                      + " discordWithheld discordTimeout"))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      requiredProperties = "discord",
                      properties = {
                        @SchemaProperty(
                            name = "discord",
                            type = SchemaType.STRING,
                            maxLength = 512,
                            pattern = "^[A-Za-z0-9._-]+$",
                            description = "The Discord token of the account's user, whole."),
                        @SchemaProperty(
                            name = "maxJobs",
                            type = SchemaType.INTEGER,
                            nullable = true,
                            minimum = "1",
                            maximum = "15",
                            description =
                                "How many jobs the account may run at once: 3 when it is missing or null, or the"
                                    + " ceiling of the subscription, if that is lower.")
                      }),
              example = "{\"discord\": \"sim-1\", \"maxJobs\": 3}"))
  @APIResponse(
      responseCode = "201",
      description = "The account was created.",
      content = @Content(schema = @Schema(implementation = ConfiguredAccount.class)))
  @APIResponse(
      responseCode = "200",
      description = "The account was updated.",
      content = @Content(schema = @Schema(implementation = ConfiguredAccount.class)))
  Uni<RestResponse<ConfiguredAccount>> upsert(@Parameter(hidden = true) JsonBody body);
}
