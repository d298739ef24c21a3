package berth.webhook.send;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Resolves the hosts of webhooks, and refuses those in the network of the pods: a caller could
 * otherwise reach services there that only pods should reach. The message then goes to the very
 * address that was checked. If the name was resolved anew, it might have another one by then.
 */
@ApplicationScoped
public class PublicAddresses {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final boolean privatePermitted;

  PublicAddresses(
      Vertx vertx,
      @ConfigProperty(name = "berth.webhook-private-addresses") boolean privatePermitted) {
    this.vertx = vertx;
    this.privatePermitted = privatePermitted;
  }

  /** Resolves the host of a URL; an address of IPv6 may be in brackets. */
  public Uni<ResolvedHost> resolve(String host) {
    return Uni.createFrom()
        .completionStage(
            () ->
                vertx
                    .executeBlocking(() -> InetAddress.getAllByName(withoutBrackets(host)), false)
                    .toCompletionStage())
        .ifNoItem()
        .after(TIMEOUT)
        .fail()
        .map(this::checked)
        .onFailure(UnknownHostException.class)
        .recoverWithItem(() -> ResolvedHost.refused("Its host can't be resolved"))
        .onFailure(TimeoutException.class)
        .recoverWithItem(() -> ResolvedHost.refused("Its host can't be resolved in time"));
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private ResolvedHost checked(InetAddress[] addresses) {
    return privatePermitted || Stream.of(addresses).allMatch(AddressBlocks::isPublic)
        ? ResolvedHost.at(addresses[0].getHostAddress())
        : ResolvedHost.refused("Its host has a private address");
  }
}
