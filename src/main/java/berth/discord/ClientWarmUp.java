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
 * Asks this pod what Discord is asked when an account is configured, as a caller whom nobody knows:
 * so both ends of a request have been used once, and Discord has not been asked anything.
 */
@ApplicationScoped
class ClientWarmUp implements WarmUp {

  private static final String NOBODY = "nobody-who-warms-up-a-pod";

  private final GuardedCalls guarded;
  private final HttpServer server;
  private final ResponseReader reader;

  ClientWarmUp(GuardedCalls guarded, HttpServer server, DiscordTimeouts timeouts) {
    this.guarded = guarded;
    this.server = server;
    this.reader = new ResponseReader(NOBODY, timeouts.errorBody());
  }

  /** Where there is nothing but TLS it asks nobody: the certificate is for another name. */
  @Override
  public Uni<?> run() {
    Deadline over = Deadline.in(Duration.ZERO);
    Uni<?> notAsked =
        guarded.ask(
            new DiscordCall(DiscordRoute.USER, new DiscordToken(NOBODY), Requester.BERTH, over));
    return server.getPort() < 0 ? notAsked : notAsked.chain(this::ask);
  }

  private Uni<?> ask() {
    String host = server.getLocalBaseUri().getHost();
    DiscordApi api =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(URI.create("http://%s:%d/v2".formatted(host, server.getPort())))
            // as it is configured for Discord: an answer of any status is an answer
            .property("microprofile.rest.client.disable.default.mapper", true)
            .build(DiscordApi.class);
    return api.user("Bearer " + NOBODY)
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
