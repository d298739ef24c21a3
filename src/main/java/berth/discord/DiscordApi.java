package berth.discord;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The two calls of <a href="https://discord.com/developers/docs/reference">Discord's API</a> that
 * Berth makes, both read-only. The token goes raw into the header, without {@code Bearer}. Bodies
 * are taken as they come, since what is between here and Discord may answer anything.
 */
@RegisterRestClient(configKey = "discord")
@Path("/users/@me")
interface DiscordApi {

  /** The user whom the token belongs to. */
  @GET
  Uni<Response> user(@HeaderParam(HttpHeaders.AUTHORIZATION) String token);

  /** The user's active private channels. */
  @GET
  @Path("/channels")
  Uni<Response> channels(@HeaderParam(HttpHeaders.AUTHORIZATION) String token);
}
