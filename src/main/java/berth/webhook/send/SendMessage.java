package berth.webhook.send;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends a message to a URL that a caller has chosen. Only the head of the answer is read, then the
 * connection is closed, so it does not matter how much the receiver sends. Redirects are not
 * followed.
 *
 * <p>This is Vert.x' own client: the REST client of Quarkus resolves the name itself, after it was
 * checked.
 */
@ApplicationScoped
public class SendMessage {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int CONNECT_MILLIS = 3_000;

  /** Of one receiver, which has one message at a time for each webhook. */
  private static final int MAX_CONNECTIONS = 128;

  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final PublicAddresses addresses;
  private final HttpClient client;
  private final String userAgent;

  SendMessage(
      PublicAddresses addresses,
      Vertx vertx,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.addresses = addresses;
    this.userAgent = "Berth/" + version + " (webhook)";
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxPoolSize(MAX_CONNECTIONS));
  }

  void close(@Observes ShutdownEvent shutdown) {
    client.close();
  }

  /** Sends the message once, with a signature of now. The result is never a failure. */
  public Uni<SendOutcome> send(URI url, WebhookMessage message, String secret) {
    return addresses
        .resolve(url.getHost())
        .flatMap(
            host -> {
              String address = host.address();
              return address == null
                  ? Uni.createFrom()
                      .<SendOutcome>item(
                          new SendOutcome.NotAnswered(host.refusal().orElse("It is refused")))
                  : post(url, address, message, secret);
            });
  }

  private Uni<SendOutcome> post(URI url, String address, WebhookMessage message, String secret) {
    long begun = System.nanoTime();
    return Uni.createFrom()
        .completionStage(() -> request(url, address, message, secret).toCompletionStage())
        .<SendOutcome>map(
            status -> new SendOutcome.Answered(status, Duration.ofNanos(System.nanoTime() - begun)))
        .ifNoItem()
        .after(TIMEOUT)
        .fail()
        .onFailure()
        .recoverWithItem(failure -> new SendOutcome.NotAnswered(text(failure)));
  }

  private Future<Integer> request(URI url, String address, WebhookMessage message, String secret) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() == -1 ? (tls ? HTTPS : HTTP) : url.getPort();
    Instant now = Instant.now();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(port, address))
            .setHost(url.getHost())
            .setPort(port)
            .setSsl(tls)
            .setURI(target(url))
            .setTimeout(TIMEOUT.toMillis())
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", userAgent)
            .putHeader("webhook-id", message.id())
            .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .putHeader(
                "webhook-signature", Signature.of(secret, message.id(), now, message.body()));
    return client.request(options).flatMap(request -> status(request, message));
  }

  private static Future<Integer> status(HttpClientRequest request, WebhookMessage message) {
    return request
        .send(Buffer.buffer(message.body()))
        .map(
            response -> {
              int status = response.statusCode();
              // without reading the body
              request.connection().close();
              return status;
            });
  }

  private static String target(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /** What happened, without texts of libraries, which may hold parts of the URL. */
  private static String text(Throwable failure) {
    if (failure instanceof TimeoutException
        || failure instanceof java.util.concurrent.TimeoutException) {
      return "No answer within " + TIMEOUT.toSeconds() + " seconds";
    }
    if (failure instanceof ConnectException) {
      return "The receiver can't be connected to";
    }
    return failure instanceof SSLException
        ? "The receiver has no valid certificate"
        : "The connection was closed without an answer";
  }
}
