package berth.console;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * {@code /console/}: serves the files of the console, compressed if the browser accepts that.
 * Quarkus can serve files, too, but compresses either nothing or looks at each response of the
 * service.
 */
@ApplicationScoped
class ConsoleRoute {

  private static final String PATH = "/console";
  private static final int NOT_MODIFIED = 304;
  private static final int PERMANENT_REDIRECT = 308;

  private final Vertx vertx;
  private final ConsoleFiles files;

  ConsoleRoute(Vertx vertx, ConsoleFiles files) {
    this.vertx = vertx;
    this.files = files;
  }

  void register(@Observes Router router) {
    router.get(PATH).handler(ConsoleRoute::redirect);
    router.get(PATH + "/*").handler(this::serve);
  }

  /** Without the slash, the browser would look for the files of the page elsewhere. */
  private static void redirect(RoutingContext http) {
    if (http.request().path().equals(PATH)) {
      http.response().setStatusCode(PERMANENT_REDIRECT).putHeader("Location", PATH + "/").end();
    } else {
      http.next();
    }
  }

  private void serve(RoutingContext http) {
    String rest = http.normalizedPath().substring(PATH.length() + 1);
    String name = rest.isEmpty() ? "index.html" : rest;
    files
        .known(name)
        .ifPresentOrElse(
            file -> send(file, http),
            () ->
                vertx
                    .executeBlocking(() -> files.read(name))
                    .onSuccess(found -> sendIfFound(found, http))
                    .onFailure(http::fail));
  }

  private static void sendIfFound(Optional<ConsoleFile> found, RoutingContext http) {
    found.ifPresentOrElse(file -> send(file, http), http::next);
  }

  private static void send(ConsoleFile file, RoutingContext http) {
    HttpServerResponse response = http.response();
    ConsolePolicy.apply(response);
    response.putHeader(HttpHeaders.ETAG, file.tag()).putHeader(HttpHeaders.VARY, "Accept-Encoding");
    if (file.tag().equals(http.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(NOT_MODIFIED).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
    String accepted = http.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    if (accepted != null && accepted.contains("gzip")) {
      response
          .putHeader(HttpHeaders.CONTENT_ENCODING, "gzip")
          .end(Buffer.buffer(file.compressed()));
    } else {
      response.end(Buffer.buffer(file.content()));
    }
  }
}
