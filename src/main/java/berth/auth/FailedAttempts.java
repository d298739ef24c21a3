package berth.auth;

import berth.error.ErrorCatalogue;
import berth.error.ErrorException;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CaffeineCache;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Counts the failed authentications of each address, in this pod. An address with too many in a
 * minute is told to wait; a token that is known goes on from there.
 */
@ApplicationScoped
class FailedAttempts {

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** A client with one IPv6 address mostly has all that begin with the same 64 bits. */
  private static final int IPV6_NETWORK_BYTES = 8;

  private final int most;

  /** Counters by addresses. Each expires a minute after its first attempt. */
  private final CaffeineCache attempts;

  FailedAttempts(
      @ConfigProperty(name = "berth.failed-authentications") int most,
      @CacheName("failed-attempts") Cache attempts) {
    this.most = most;
    this.attempts = attempts.as(CaffeineCache.class);
  }

  /** Counts a failed attempt, and returns the error for it. */
  ErrorException count(HttpServerRequest request) {
    return (counter(network(request.remoteAddress())).incrementAndGet() > most
            ? ErrorCatalogue.tooManyFailedAttempts(PERIOD)
            : ErrorCatalogue.unauthorized())
        .asException();
  }

  /** Synchronized, so that requests at the same time get the same counter. */
  private synchronized AtomicInteger counter(String network) {
    CompletableFuture<AtomicInteger> known = attempts.getIfPresent(network);
    if (known != null) {
      return known.join();
    }
    AtomicInteger counter = new AtomicInteger();
    attempts.put(network, CompletableFuture.completedFuture(counter));
    return counter;
  }

  private static String network(SocketAddress address) {
    String host = String.valueOf(address.hostAddress());
    if (!host.contains(":")) {
      return host;
    }
    try {
      // a text with a colon is never looked up as a name
      byte[] bytes = InetAddress.getByName(host).getAddress();
      return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, IPV6_NETWORK_BYTES));
    } catch (UnknownHostException noAddress) {
      return host;
    }
  }
}
