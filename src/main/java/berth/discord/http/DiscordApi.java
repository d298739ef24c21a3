package berth.discord.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The two calls of <a href="https://discord.com/developers/docs/reference">Discord's API</a> that
 * Berth makes, both read-only. The token goes raw into the header, without {@code Bearer}. Bodies
 * are taken as they come, since what is between here and Discord may answer anything; they are
 * streams, which nobody holds in memory who does not read them.
 */
@RegisterRestClient(configKey = "discord")
@RegisterProvider(ConnectionOptions.class)
@RegisterProvider(AbandonedResponses.class)
@Path("/users/@me")
public interface DiscordApi {

  /** Makes one of the calls. */
  default Uni<RestResponse<InputStream>> get(DiscordRoute route, String token) {
    return switch (route) {
      case USER -> user(token);
      case CHANNELS -> channels(token);
    };
  }

  @GET
  Uni<RestResponse<InputStream>> user(@HeaderParam(HttpHeaders.AUTHORIZATION) String token);

  @GET
  @Path("/channels")
  Uni<RestResponse<InputStream>> channels(@HeaderParam(HttpHeaders.AUTHORIZATION) String token);
}
