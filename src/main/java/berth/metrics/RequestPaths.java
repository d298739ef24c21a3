package berth.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps the paths that callers invent out of the metrics of requests. For some requests that no
 * route serves, Quarkus takes the path as it was sent, which may hold a token, and each new one
 * would be a series of its own.
 */
class RequestPaths {

  private static final String ACCOUNT = "/v2/account/midjourney/{channel}";
  private static final String SLOT = "/v2/slots/midjourney/{slot}";
  private static final String SUBSCRIPTION = "/admin/subscriptions/{id}";

  /** As in {@code {id: [0-9]{1,18}}}. */
  private static final Pattern PATTERN_OF_PARAMETER = Pattern.compile("\\{(\\w+):[^/]*}(?=/|$)");

  /** The routes, and the words that Quarkus uses for requests without one. */
  private static Set<String> known() {
    return Set.of(
        "/v2/account",
        "/v2/account/midjourney",
        ACCOUNT,
        ACCOUNT + "/pause",
        ACCOUNT + "/resume",
        ACCOUNT + "/reset",
        "/v2/slots/midjourney",
        "/v2/slots/midjourney/renew",
        SLOT,
        SLOT + "/renew",
        "/v2/pool",
        "/v2/events",
        "/v2/events/stream",
        "/v2/webhook",
        "/v2/webhook/test",
        "/admin/encryption",
        "/admin/subscriptions",
        SUBSCRIPTION,
        SUBSCRIPTION + "/tokens",
        SUBSCRIPTION + "/tokens/{token}",
        SUBSCRIPTION + "/tokens/{token}/rotate",
        "/q/openapi",
        "/console",
        "NOT_FOUND",
        "REDIRECTION",
        "UNKNOWN",
        "root");
  }

  private static String route(String path, Set<String> known) {
    String route = PATTERN_OF_PARAMETER.matcher(path).replaceAll("{$1}");
    return known.contains(route) ? route : "UNKNOWN";
  }

  @Produces
  @Singleton
  MeterFilter knownPathsOnly() {
    Set<String> known = known();
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        String path = id.getName().equals("http.server.requests") ? id.getTag("uri") : null;
        return path == null || known.contains(path)
            ? id
            : id.replaceTags(Tags.of(id.getTags()).and("uri", route(path, known)));
      }
    };
  }
}
