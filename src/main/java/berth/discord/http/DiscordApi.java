package berth.discord.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.ContextResolver;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The two calls of <a href="https://discord.com/developers/docs/reference">Discord's API</a> that
 * Berth makes, both read-only. The token is the whole header, without {@code Bearer}. Bodies are
 * raw, since a proxy between Berth and Discord may answer with anything. They are streams, so a
 * body that is not read takes no memory.
 */
@RegisterRestClient(configKey = "discord")
@RegisterProvider(DiscordApi.ConnectionOptions.class)
@RegisterProvider(AbandonedResponses.class)
// a proxy that ignores the token must not answer with what it has of another user
@ClientHeaderParam(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
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

  /** Options of the client that have no setting. */
  class ConnectionOptions implements ContextResolver<HttpClientOptions> {

    /**
     * A connection that is silent for this time is closed, which also frees the thread that reads
     * its response. The time counts from the last response, so it is longer than a connection may
     * be idle, 2 seconds by {@code connection-ttl}, and {@link DiscordTimeouts#response}, after
     * which no caller waits.
     */
    private static final int SILENCE_SECONDS = 7;

    @Override
    public HttpClientOptions getContext(Class<?> type) {
      return new HttpClientOptions().setReadIdleTimeout(SILENCE_SECONDS);
    }
  }
}
