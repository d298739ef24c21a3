package berth.slot;

import berth.response.StreamedBody;
import berth.slot.overview.ExecutingView;
import berth.slot.overview.SlotOverview;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The description of the list of slots, for callers. */
@Path(SlotApi.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "slots")
@SecurityRequirement(name = "caller")
interface SlotListApi {

  @GET
  @Operation(
      operationId = "listSlots",
      summary = "List accounts and the slots that are held",
      description =
          "A page is a run of accounts in the order of their channels, with all that they run. `waiting` counts the"
              + " waiters of the pod that answers.",
      extensions =
          @Extension(
              name = "x-errors",
              value = "limitNotAnInteger limitBelow limitAbove malformedAfter"))
  @APIResponse(
      responseCode = "200",
      description = "A page of accounts. `next` is there when more follow.",
      content =
          @Content(
              schema =
                  @Schema(
                      name = "SlotList",
                      type = SchemaType.OBJECT,
                      requiredProperties = {"executing", "accounts", "waiting"},
                      properties = {
                        @SchemaProperty(
                            name = "executing",
                            type = SchemaType.ARRAY,
                            implementation = ExecutingView.class,
                            description = "The slots that are held."),
                        @SchemaProperty(
                            name = "accounts",
                            type = SchemaType.ARRAY,
                            implementation = SlotOverview.AccountLoad.class,
                            description = "The accounts."),
                        @SchemaProperty(
                            name = "waiting",
                            type = SchemaType.INTEGER,
                            description = "Requests that wait for a slot at this pod."),
                        @SchemaProperty(
                            name = "next",
                            type = SchemaType.STRING,
                            description = "The value of `after` for the next page.")
                      })))
  Uni<StreamedBody> list(
      @Parameter(
              description = "The number of accounts in the page.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "1000",
                      defaultValue = "100"))
          @RestQuery
          @Nullable String limit,
      @Parameter(
              description = "The channel after which the page begins.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^\\d{1,64}$"))
          @RestQuery
          @Nullable String after,
      @Context RoutingContext http);
}
