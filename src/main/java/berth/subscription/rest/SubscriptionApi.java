package berth.subscription.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The description of the route of the caller's own subscription. */
@Path("/v2/account")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
@SecurityRequirement(name = "caller")
interface SubscriptionApi {

  @GET
  @Operation(
      operationId = "getSubscription",
      summary = "Read the caller's subscription",
      description =
          "Callers use it to test an API token. It also answers when the subscription has expired.")
  @APIResponse(
      responseCode = "200",
      description = "The subscription.",
      content = @Content(schema = @Schema(implementation = SubscriptionResource.OwnView.class)))
  Uni<SubscriptionResource.OwnView> show();
}
