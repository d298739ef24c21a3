package berth.slot;

import berth.request.JsonBody;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/** The description of the route that takes slots, for callers. */
@Path(SlotApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "slots")
@SecurityRequirement(name = "caller")
interface TakeSlotApi {

  @POST
  @Consumes(MediaType.WILDCARD) // an empty body may have any content type
  @Operation(
      operationId = "takeSlot",
      summary = "Take a slot",
      description =
          """
          Grants the right to run one job on one account, until the lease ends. The account is drawn at random \
          among those of the caller that run fewer jobs than their limit. The holder talks to Discord itself, with \
          the token of the answer, renews the lease while the job runs, and releases the slot afterwards.

          To repeat a request safely, send the same `Idempotency-Key`: as long as the slot is held, the answer is \
          200 with that slot. To wait for a slot, send `Prefer: wait=<seconds>`; waiters are served first come, \
          first served.""",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "malformedJson malformedChannel leaseNotAnInteger leaseBelow leaseAbove malformedRef"
                      + " malformedKey noSubscription noAccounts noSuchAccount outOfRotation"
                      + " pinnedOutOfRotation busy tooManyWaiting"))
  @Parameter(
      name = "Idempotency-Key",
      in = ParameterIn.HEADER,
      description =
          "Names this request. All requests with the same key get the same slot while it is held.",
      schema = @Schema(type = SchemaType.STRING, pattern = "^[!-~]{1,128}$"),
      example = "job-4711")
  @RequestBody(
      description = "What the slot must be like. The body may be left out.",
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      properties = {
                        @SchemaProperty(
                            name = "channel",
                            type = SchemaType.STRING,
                            nullable = true,
                            maxLength = 64,
                            description =
                                "Grants a slot of this account only. A follow-up job must run on the account"
                                    + " that made the image."),
                        @SchemaProperty(
                            name = "leaseSeconds",
                            type = SchemaType.INTEGER,
                            nullable = true,
                            minimum = "5",
                            maximum = "3600",
                            defaultValue = "300",
                            description = "How long the lease runs, unless it is renewed."),
                        @SchemaProperty(
                            name = "ref",
                            type = SchemaType.STRING,
                            nullable = true,
                            maxLength = 256,
                            description = "The caller's own note, which lists of slots show.")
                      }),
              examples = {
                @ExampleObject(name = "any", summary = "Any account", value = "{}"),
                @ExampleObject(
                    name = "pinned",
                    summary = "A certain account, for two minutes",
                    value =
                        "{\"channel\": \"654815770246488997\", \"leaseSeconds\": 120, \"ref\": \"job-4711\"}")
              }))
  @APIResponse(
      responseCode = "201",
      description = "A slot was granted.",
      headers = {
        @Header(
            name = "Location",
            description = "The address of the slot.",
            schema = @Schema(type = SchemaType.STRING)),
        @Header(
            name = "Preference-Applied",
            description = "How long the request would have waited, if it has the header `Prefer`.",
            schema = @Schema(type = SchemaType.STRING))
      },
      content = @Content(schema = @Schema(implementation = SlotView.class)))
  @APIResponse(
      responseCode = "200",
      description = "The idempotency key belongs to a slot that is held: this one.",
      headers =
          @Header(
              name = "Preference-Applied",
              description =
                  "How long the request would have waited, if it has the header `Prefer`.",
              schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = SlotView.class)))
  Uni<RestResponse<SlotView>> take(
      @Parameter(hidden = true) JsonBody body,
      @Parameter(
              description =
                  "How long to wait for a slot when there is none, in seconds (RFC 7240). More than 60 counts"
                      + " as 60.",
              schema = @Schema(type = SchemaType.STRING, implementation = String.class),
              example = "wait=20")
          @RestHeader("Prefer")
          List<String> preferences,
      @Context RoutingContext http);
}
