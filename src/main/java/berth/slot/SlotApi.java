package berth.slot;

import berth.request.JsonBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The description of the routes of slots that are held, for callers. */
@Path(SlotApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "slots")
@SecurityRequirement(name = "caller")
interface SlotApi {

  String PATH = "/v2/slots/midjourney";

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
                  "unknownOutcome missingRetryAfter malformedRetryAfter retryAfterAbove"
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
