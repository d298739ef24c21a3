package berth.admin;

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
import org.jboss.resteasy.reactive.RestResponse;

/** The description of {@code /admin/subscriptions/{id}/tokens}. */
@Path("/admin/subscriptions/{id: [0-9]{1,18}}/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "administration")
@SecurityRequirement(name = "admin")
interface TokensApi {

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createToken",
      summary = "Make an API token",
      description = "The answer has the token, which is shown this once.",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "malformedJson missingName malformedName malformedRole malformedExpiresAt"
                      + " noSuchSubscription"))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      requiredProperties = "name",
                      properties = {
                        @SchemaProperty(
                            name = "name",
                            type = SchemaType.STRING,
                            maxLength = 100,
                            description = "A name, for people."),
                        @SchemaProperty(
                            name = "role",
                            type = SchemaType.STRING,
                            nullable = true,
                            enumeration = {"full", "worker", "read"},
                            defaultValue = "full",
                            description =
                                "What it permits. `worker`: to take, renew, release and read slots, and to read"
                                    + " accounts. `read`: to read."),
                        @SchemaProperty(
                            name = "expiresAt",
                            type = SchemaType.STRING,
                            nullable = true,
                            format = "date-time",
                            description = "When it ends; without it, never.")
                      }),
              example = "{\"name\": \"render farm\", \"role\": \"worker\"}"))
  @APIResponse(
      responseCode = "201",
      description = "The API token was made.",
      content = @Content(schema = @Schema(implementation = TokenView.class)))
  Uni<RestResponse<TokenView>> create(
      @Parameter(description = "The id of the subscription.") @RestPath long id,
      @Parameter(hidden = true) JsonBody body);

  @GET
  @Operation(
      operationId = "listTokens",
      summary = "List the API tokens of a subscription",
      description =
          "Also those that have ended, for 30 days at least; without the secrets, which are not stored.",
      extensions = @Extension(name = "x-errors", value = "noSuchSubscription"))
  @APIResponse(
      responseCode = "200",
      description = "The API tokens, the oldest first.",
      content = @Content(schema = @Schema(implementation = TokensResource.TokenList.class)))
  Uni<TokensResource.TokenList> list(
      @Parameter(description = "The id of the subscription.") @RestPath long id);

  @DELETE
  @Path("/{token: [0-9]{1,18}}")
  @Operation(
      operationId = "deleteToken",
      summary = "Revoke an API token",
      description = "It stops within a second in every pod.",
      extensions = @Extension(name = "x-errors", value = "noSuchToken"))
  @APIResponse(responseCode = "204", description = "The API token was revoked.")
  Uni<Void> delete(
      @Parameter(description = "The id of the subscription.") @RestPath long id,
      @Parameter(description = "The id of the API token.") @RestPath long token);

  @POST
  @Path("/{token: [0-9]{1,18}}/rotate")
  @Operation(
      operationId = "rotateToken",
      summary = "Replace an API token",
      description =
          "Makes a token with the same name, role and end. The old one works for `graceSeconds` more, and then"
              + " stops within a second in every pod.",
      extensions =
          @Extension(
              name = "x-errors",
              value =
                  "malformedJson graceNotAnInteger graceBelow graceAbove tokenIsReplaced noSuchToken"))
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      properties =
                          @SchemaProperty(
                              name = "graceSeconds",
                              type = SchemaType.INTEGER,
                              nullable = true,
                              minimum = "0",
                              maximum = "604800",
                              defaultValue = "0",
                              description = "How long the old token works on.")),
              example = "{\"graceSeconds\": 3600}"))
  @APIResponse(
      responseCode = "201",
      description = "The new API token.",
      content = @Content(schema = @Schema(implementation = TokenView.class)))
  Uni<RestResponse<TokenView>> rotate(
      @Parameter(description = "The id of the subscription.") @RestPath long id,
      @Parameter(description = "The id of the API token.") @RestPath long token,
      @Parameter(hidden = true) JsonBody body);
}
