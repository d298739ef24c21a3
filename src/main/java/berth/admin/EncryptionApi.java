package berth.admin;

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

/** The description of {@code /admin/encryption}. */
@Path("/admin/encryption")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "administration")
@SecurityRequirement(name = "admin")
interface EncryptionApi {

  @GET
  @Operation(
      operationId = "getEncryption",
      summary = "Read which keys are in use",
      description =
          "Pods encrypt the tokens of other keys than the first anew by and by. A key with 0 tokens may be taken out"
              + " of the setting.")
  @APIResponse(
      responseCode = "200",
      description = "The keys, the first of the setting first.",
      content = @Content(schema = @Schema(implementation = EncryptionResource.KeyList.class)))
  Uni<EncryptionResource.KeyList> show();
}
