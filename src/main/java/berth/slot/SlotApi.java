package berth.slot;

import berth.request.JsonBody;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The description of the routes of slots, for callers. */
@Path(SlotApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "slots")
@SecurityRequirement(name = "caller")
interface SlotApi {

  String PATH = "/v2/slots/midjourney";

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

  @GET
  @Path("/{slot}")
  @Operation(
      operationId = "getSlot",
      summary = "Read a slot that is held",
      description = "Tells 404 (there never was such a slot) from 410 (its lease has ended).",
      extensions = @Extension(name = "x-errors", value = "noSuchSlot slotGone"))
  @APIResponse(
      responseCode = "200",
      description = "The slot, without the token.",
      content = @Content(schema = @Schema(implementation = SlotView.class)))
  Uni<SlotView> find(@Parameter(description = "The id of the slot.") @RestPath String slot);

  @POST
  @Consumes(MediaType.WILDCARD)
  @Path("/{slot}/renew")
  @Operation(
      operationId = "renewSlot",
      summary = "Renew a lease",
      description =
          """
          Extends the lease, from now on. A lease that has ended can't be renewed: after 410 the slot may already \
          be somebody else's, so stop the job. A worker with several slots renews them in one request, see \
          `renewSlots`.""",
      extensions =
          @Extension(
              name = "x-errors",
              value = "malformedJson leaseNotAnInteger leaseBelow leaseAbove noSuchSlot slotGone"))
  @RequestBody(
      description = "The body may be left out.",
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      properties =
                          @SchemaProperty(
                              name = "leaseSeconds",
                              type = SchemaType.INTEGER,
                              nullable = true,
                              minimum = "5",
                              maximum = "3600",
                              description =
                                  "How long the lease runs from now on. Without it, as long again as it was last"
                                      + " granted or renewed for.")),
              example = "{\"leaseSeconds\": 300}"))
  @APIResponse(
      responseCode = "200",
      description = "The lease was renewed. `status` is the status of the account.",
      content = @Content(schema = @Schema(implementation = SlotView.class)))
  Uni<SlotView> renew(
      @Parameter(description = "The id of the slot.") @RestPath String slot,
      @Parameter(hidden = true) JsonBody body);

  @POST
  @Consumes(MediaType.WILDCARD)
  @Path("/renew")
  @Operation(
      operationId = "renewSlots",
      summary = "Renew many leases",
      description =
          "Renews up to 1,000 leases together, so that one request keeps all slots of a worker.",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "malformedJson missingSlots malformedSlots leaseNotAnInteger leaseBelow leaseAbove"))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      requiredProperties = "slots",
                      properties = {
                        @SchemaProperty(
                            name = "slots",
                            type = SchemaType.ARRAY,
                            implementation = String.class,
                            minItems = 1,
                            maxItems = 1000,
                            description = "The ids of the slots."),
                        @SchemaProperty(
                            name = "leaseSeconds",
                            type = SchemaType.INTEGER,
                            nullable = true,
                            minimum = "5",
                            maximum = "3600",
                            description =
                                "How long the leases run from now on. Without it, each runs as long again as it"
                                    + " was last granted or renewed for.")
                      }),
              example = "{\"slots\": [\"BOwjfNxGB-QAAAAAAAAAAAV_j1qQcjM1wjVqDoZt\"]}"))
  @APIResponse(
      responseCode = "200",
      description = "Which leases were renewed, and which had ended.",
      content = @Content(schema = @Schema(implementation = RenewedView.class)))
  Uni<RenewedView> renewAll(@Parameter(hidden = true) JsonBody body);

  @DELETE
  @Path("/{slot}")
  @Operation(
      operationId = "releaseSlot",
      summary = "Release a slot",
      description =
          """
          Ends the lease. It may be repeated: the answer is 204 as long as nobody else was granted the slot. After \
          410 there is nothing left to do. The outcome of the job changes the account, unless the lease had ended, \
          or the account's token was replaced since the grant.""",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "unknownOutcome missingRetryAfter malformedRetryAfter retryAfterAbove malformedMessage"
                      + " noSuchSlot slotGone"))
  @APIResponse(responseCode = "204", description = "The slot is free.")
  Uni<Void> release(
      @Parameter(description = "The id of the slot.") @RestPath String slot,
      @Parameter(
              description =
                  """
                  How the job ended. `rejected`: Discord refused the token, so the account leaves rotation until \
                  the token is accepted again. `limited`: Discord asked for a pause, so the account cools down for \
                  `retryAfter` seconds. `moderated`: Midjourney has something to settle with the user, so the account \
                  leaves rotation until it is reset, or for `retryAfter` seconds.""",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"done", "rejected", "limited", "moderated"},
                      defaultValue = "done"))
          @RestQuery
          @Nullable String outcome,
      @Parameter(
              description =
                  "Seconds, at most 30 days; less than one counts as one. Required with `limited`.",
              schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "2592000"))
          @RestQuery
          @Nullable String retryAfter,
      @Parameter(description = "What Midjourney says. More than 1,000 characters are cut off.")
          @RestQuery
          @Nullable String message);
}
