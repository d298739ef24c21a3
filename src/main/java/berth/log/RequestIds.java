package berth.log;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Gives each request its {@link RequestId}, before anything else is done with the request. */
@ApplicationScoped
class RequestIds {

  void register(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).handler(RequestIds::identify);
  }

  private static void identify(RoutingContext http) {
    String id = RequestId.of(http.request().getHeader(RequestId.HEADER));
    http.response().putHeader(RequestId.HEADER, id);
    RequestId.set(id);
    http.next();
  }
}
