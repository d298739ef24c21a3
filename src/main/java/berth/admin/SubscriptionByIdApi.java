package berth.admin;

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
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The description of {@code /admin/subscriptions/{id}}. */
@Path("/admin/subscriptions/{id: [0-9]{1,18}}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "administration")
@SecurityRequirement(name = "admin")
interface SubscriptionByIdApi {

  @GET
  @Operation(
      operationId = "getSubscriptionById",
      summary = "Read a subscription",
      description = "Also one that has expired.",
      extensions = @Extension(name = "x-errors", value = "noSuchSubscription"))
  @APIResponse(
      responseCode = "200",
      description = "The subscription, without its tokens.",
      content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
  Uni<SubscriptionView> find(
      @Parameter(description = "The id of the subscription.") @RestPath long id);

  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "updateSubscription",
      summary = "Change a subscription",
      description =
          "Changes what the body names and nothing else; `null` takes `expiresAt` and `email` away. A lower"
              + " `maxJobs` lowers the accounts above it, whose running slots live out their leases. A lower"
              + " `quantity` deletes nothing, and no account is added until there are fewer. The change counts in"
              + " every pod within a second.",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "malformedJson missingName malformedName missingQuantity quantityNotAnInteger quantityBelow"
                      + " quantityAbove maxJobsNotAnInteger maxJobsBelow maxJobsAbove malformedExpiresAt"
                      + " malformedEmail noSuchSubscription"))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      properties = {
                        @SchemaProperty(
                            name = "name",
                            type = SchemaType.STRING,
                            maxLength = 100,
                            description = "A name, for people."),
                        @SchemaProperty(
                            name = "quantity",
                            type = SchemaType.INTEGER,
                            minimum = "0",
                            maximum = "1000000",
                            description = "How many accounts the subscription may configure."),
                        @SchemaProperty(
                            name = "maxJobs",
                            type = SchemaType.INTEGER,
                            nullable = true,
                            minimum = "1",
                            maximum = "15",
                            description =
                                "The ceiling of the `maxJobs` of its accounts; 15 if null."),
                        @SchemaProperty(
                            name = "expiresAt",
                            type = SchemaType.STRING,
                            nullable = true,
                            format = "date-time",
                            description = "When it expires; never if null."),
                        @SchemaProperty(
                            name = "email",
                            type = SchemaType.STRING,
                            nullable = true,
                            maxLength = 254,
                            description = "An address, for people.")
                      }),
              example = "{\"quantity\": 20}"))
  @APIResponse(
      responseCode = "200",
      description = "The subscription afterwards.",
      content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
  Uni<SubscriptionView> update(
      @Parameter(description = "The id of the subscription.") @RestPath long id,
      @Parameter(hidden = true) JsonBody body);

  @DELETE
  @Operation(
      operationId = "deleteSubscription",
      summary = "Delete a subscription",
      description =
          "Its API tokens stop before the answer, in every pod. With `force=true` its accounts are deleted, as"
              + " their own `DELETE` would; if that fails in between, repeat the request.",
      extensions =
          @Extension(name = "x-errors", value = "malformedForce hasAccounts noSuchSubscription"))
  @APIResponse(responseCode = "204", description = "The subscription was deleted.")
  Uni<Void> delete(
      @Parameter(description = "The id of the subscription.") @RestPath long id,
      @Parameter(
              description = "Whether its accounts are to be deleted, too.",
              schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
          @RestQuery
          @Nullable String force);
}
