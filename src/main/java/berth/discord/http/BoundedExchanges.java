package berth.discord.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

/**
 * Bounds what the client does with a response before Berth sees it. The client decodes a body that
 * says it is a form by itself, writes files of it to the disk, and has no bound for that: so the
 * header that says so, which Berth does not need, is removed. And whatever a response does, its
 * connection is closed when nobody can wait for it any more.
 */
public final class BoundedExchanges implements RestClientListener {

  /** Longer than {@link DiscordTimeouts#lookUp}, after which no caller waits. */
  private static final long MAX_MILLIS = TimeUnit.SECONDS.toMillis(10);

  @Override
  public void onNewClient(Class<?> type, RestClientBuilder builder) {
    if (type == DiscordApi.class
        && builder instanceof VertxRequestCustomizingClientBuilder<?> customizable) {
      customizable.httpClientRequestCustomizer(BoundedExchanges::bound);
    }
  }

  /** Runs before the client listens for the response, and so before it looks at its headers. */
  private static void bound(HttpClientRequest request) {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    long timer =
        context.owner().setTimer(MAX_MILLIS, late -> context.runOnContext(run -> request.reset()));
    request
        .response()
        .onSuccess(BoundedExchanges::removeType)
        .compose(HttpClientResponse::end)
        .onComplete(ended -> context.owner().cancelTimer(timer));
  }

  private static void removeType(HttpClientResponse response) {
    response.headers().remove(HttpHeaders.CONTENT_TYPE);
  }
}
