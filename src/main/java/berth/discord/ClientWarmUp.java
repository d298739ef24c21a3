package berth.discord;

import berth.discord.http.DiscordApi;
import berth.discord.http.DiscordRoute;
import berth.discord.http.DiscordTimeouts;
import berth.discord.http.ResponseReader;
import berth.discord.limit.Requester;
import berth.secret.DiscordToken;
import berth.time.Deadline;
import berth.warmup.WarmUp;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.vertx.http.HttpServer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/**
 * Looks up a token as if an account were configured, but too late to send a request to Discord.
 * Then sends to this pod itself the request that Discord would get, with an API token that is
 * unknown. So the client and the server have each handled one request, and Discord has got none.
 */
@ApplicationScoped
class ClientWarmUp implements WarmUp {

  private static final String UNKNOWN = "unknown-caller-that-warms-up-a-pod";

  private final DiscordTokens tokens;
  private final HttpServer server;
  private final ResponseReader reader;

  ClientWarmUp(DiscordTokens tokens, HttpServer server, DiscordTimeouts timeouts) {
    this.tokens = tokens;
    this.server = server;
    this.reader = new ResponseReader(UNKNOWN, timeouts.errorBody());
  }

  /**
   * Makes a look-up that sends no request, since its deadline is over, and then sends one to this
   * pod. A pod that serves only TLS gets no request: its certificate is for another name.
   */
  @Override
  public Uni<?> run() {
    Uni<?> notSent =
        tokens.lookUp(new DiscordToken(UNKNOWN), Requester.BERTH, Deadline.in(Duration.ZERO));
    return server.getPort() < 0 ? notSent : notSent.chain(this::sendToThisPod);
  }

  private Uni<?> sendToThisPod() {
    String host = server.getLocalBaseUri().getHost();
    DiscordApi api =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(URI.create("http://%s:%d/v2".formatted(host, server.getPort())))
            // as it is configured for Discord: a response of any status is a response
            .property("microprofile.rest.client.disable.default.mapper", true)
            .build(DiscordApi.class);
    return api.user("Bearer " + UNKNOWN)
        .flatMap(
            response ->
                reader.read(DiscordRoute.USER, response, Deadline.in(Duration.ofSeconds(10))))
        .eventually(() -> close((Closeable) api));
  }

  private static void close(Closeable client) {
    try {
      client.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
