package berth.webhook;

import berth.request.JsonBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** The description of the webhook, for callers. */
@Path("/v2/webhook")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "events")
@SecurityRequirement(name = "caller")
interface WebhookApi {

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putWebhook",
      summary = "Set the webhook",
      description =
          "From then on, each event is sent to the URL by a POST, at least once and in order, signed as Standard Webhooks"
              + " define it (`webhook-id`, `webhook-timestamp`, `webhook-signature`). The body is `type`, `timestamp`"
              + " and `data`, which is the event. Any answer of 2xx within 10 seconds counts as received; otherwise the"
              + " event is sent again, with growing pauses, for three days. The answer has the secret the first time, and"
              + " with `newSecret`. A URL whose host has a private, loopback or link-local address is refused, and never"
              + " connected to if it gets one later, unless the operator permits it.",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "malformedJson missingUrl malformedUrl privateUrl malformedTypes malformedNewSecret"))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      requiredProperties = "url",
                      properties = {
                        @SchemaProperty(
                            name = "url",
                            type = SchemaType.STRING,
                            maxLength = 2000,
                            description = "Begins with `https://` or `http://`."),
                        @SchemaProperty(
                            name = "types",
                            type = SchemaType.ARRAY,
                            nullable = true,
                            implementation = String.class,
                            description = "The types of the events to send; all without it."),
                        @SchemaProperty(
                            name = "newSecret",
                            type = SchemaType.BOOLEAN,
                            nullable = true,
                            defaultValue = "false",
                            description = "Whether to replace the secret.")
                      }),
              example =
                  "{\"url\": \"https://example.com/berth\", \"types\": [\"account.rejected\"]}"))
  @APIResponse(
      responseCode = "200",
      description = "The webhook.",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  Uni<WebhookView> put(@Parameter(hidden = true) JsonBody body);

  @GET
  @Operation(
      operationId = "getWebhook",
      summary = "Read the webhook",
      description = "Without its secret; with `failing` when events can't be sent.",
      extensions = @Extension(name = "x-errors", value = "noWebhook forbidden"))
  @APIResponse(
      responseCode = "200",
      description = "The webhook.",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  Uni<WebhookView> find();

  @DELETE
  @Operation(
      operationId = "deleteWebhook",
      summary = "Delete the webhook",
      description = "What is being sent at this moment may still arrive.",
      extensions = @Extension(name = "x-errors", value = "noWebhook"))
  @APIResponse(responseCode = "204", description = "The webhook was deleted.")
  Uni<Void> delete();

  @POST
  @Path("/test")
  @Operation(
      operationId = "testWebhook",
      summary = "Try the webhook",
      description = "Sends a message of the type `test`, and answers what the receiver answered.",
      extensions = @Extension(name = "x-errors", value = "noWebhook webhookFailed"))
  @APIResponse(
      responseCode = "200",
      description = "The receiver has answered.",
      content = @Content(schema = @Schema(implementation = WebhookTest.class)))
  Uni<WebhookTest> test();

  /** What the receiver of a webhook answered to a test. */
  @Schema(
      name = "WebhookTest",
      description = "What the receiver answered.",
      requiredProperties = {"status", "seconds"})
  record WebhookTest(
      @Schema(description = "The status of its answer.") int status,
      @Schema(description = "How long it took.") double seconds) {}
}
