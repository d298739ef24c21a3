package berth.event.read;

import berth.response.StreamedBody;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The description of the events, for callers. */
@Path(StreamRequests.PATH)
@Tag(name = "events")
@SecurityRequirement(name = "caller")
interface EventsApi {

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "listEvents",
      summary = "Read what happened to the pool",
      description =
          "The events of accounts, API tokens and the subscription itself, not of single slots, the oldest first."
              + " Without `after` they are the newest ones. Whoever reads on after `last` misses none and gets none"
              + " twice. With `Accept: text/event-stream` the response goes on with server-sent events as they happen,"
              + " within a second in any pod: `id` is the id of the event, `data` the event as JSON. `Last-Event-ID`, or"
              + " `after`, goes on behind an event; without both, the stream has the events that happen from then on. It"
              + " has a comment every 15 seconds, and ends when the API token does.",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "limitNotAnInteger limitBelow limitAbove malformedAfter malformedChannel malformedType"
                      + " forbidden"))
  @APIResponse(
      responseCode = "200",
      description = "The events.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventPage.class)),
        @Content(
            mediaType = MediaType.SERVER_SENT_EVENTS,
            schema = @Schema(type = SchemaType.STRING))
      })
  Uni<StreamedBody> list(
      @Parameter(
              description = "The id after which to read.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^\\d{1,18}$"))
          @RestQuery
          @Nullable String after,
      @Parameter(
              description = "Only the events of this account.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^\\d{1,64}$"))
          @RestQuery
          @Nullable String channel,
      @Parameter(description = "Only the events of this type, such as `account.rejected`.")
          @RestQuery
          @Nullable String type,
      @Parameter(
              description = "The maximum number of events.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "1000",
                      defaultValue = "100"))
          @RestQuery
          @Nullable String limit,
      @Context RoutingContext http);

  /** Requests of {@link StreamRequests#PATH} come here when they accept a stream. */
  @GET
  @Path(StreamRequests.STREAM)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(hidden = true)
  Uni<StreamedBody> stream(
      @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
      @RestQuery @Nullable String after,
      @RestQuery @Nullable String channel,
      @RestQuery @Nullable String type,
      @Context RoutingContext http);
}
