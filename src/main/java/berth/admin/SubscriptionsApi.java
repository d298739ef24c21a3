package berth.admin;

import berth.request.JsonBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.jboss.resteasy.reactive.RestResponse;

/** The description of {@code /admin/subscriptions}. */
@Path("/admin/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "administration")
@SecurityRequirement(name = "admin")
interface SubscriptionsApi {

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createSubscription",
      summary = "Create a subscription",
      description =
          "The answer has the first API token of the subscription, of the role `full`. It is shown this once.",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "malformedJson missingName malformedName missingQuantity quantityNotAnInteger quantityBelow"
                      + " quantityAbove maxJobsNotAnInteger maxJobsBelow maxJobsAbove malformedExpiresAt malformedEmail"
                      + " administrationIsOff"))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      requiredProperties = {"name", "quantity"},
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
                            defaultValue = "15",
                            description = "The ceiling of the `maxJobs` of its accounts."),
                        @SchemaProperty(
                            name = "expiresAt",
                            type = SchemaType.STRING,
                            nullable = true,
                            format = "date-time",
                            description = "When it expires; without it, never."),
                        @SchemaProperty(
                            name = "email",
                            type = SchemaType.STRING,
                            nullable = true,
                            maxLength = 254,
                            description = "An address, for people.")
                      }),
              example = "{\"name\": \"team\", \"quantity\": 10}"))
  @APIResponse(
      responseCode = "201",
      description = "The subscription was created.",
      content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
  Uni<RestResponse<SubscriptionView>> create(@Parameter(hidden = true) JsonBody body);

  @GET
  @Operation(
      operationId = "listSubscriptions",
      summary = "List subscriptions",
      description = "All subscriptions, also those that have expired.",
      extensions = @Extension(name = "x-errors", value = "administrationIsOff"))
  @APIResponse(
      responseCode = "200",
      description = "All subscriptions, the oldest first, without their tokens.",
      content =
          @Content(schema = @Schema(implementation = SubscriptionsResource.SubscriptionList.class)))
  Uni<SubscriptionsResource.SubscriptionList> list();
}
