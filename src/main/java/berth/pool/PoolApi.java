package berth.pool;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The description of the pool at a glance, for callers. */
@Path("/v2/pool")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
@SecurityRequirement(name = "caller")
interface PoolApi {

  @GET
  @Operation(
      operationId = "getPool",
      summary = "See the whole pool at a glance",
      description =
          "For people who watch it: the console polls it. It is up to a quarter of a second old, or older when the pool"
              + " is huge, and cheap, however many watch. With `If-None-Match` the answer is 304 while nothing"
              + " but the time has changed. Its parts are read one after the other, so they may differ by what happened"
              + " meanwhile.",
      extensions =
          @Extension(
              name = "x-errors",
              value = "limitNotAnInteger limitBelow poolLimitAbove malformedAfter"))
  @APIResponse(
      responseCode = "200",
      description = "The pool, with one page of its accounts.",
      headers =
          @Header(
              name = "ETag",
              description = "For `If-None-Match`.",
              schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = PoolView.class)))
  @APIResponse(responseCode = "304", description = "Nothing has changed.")
  Uni<RestResponse<byte[]>> show(
      @Parameter(
              description = "The number of accounts in the page.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "500",
                      defaultValue = "500"))
          @RestQuery
          @Nullable String limit,
      @Parameter(
              description = "The channel after which the page begins.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^\\d{1,64}$"))
          @RestQuery
          @Nullable String after,
      @Parameter(description = "The `ETag` of the answer that the caller has.")
          @HeaderParam("If-None-Match")
          @Nullable String known);
}
