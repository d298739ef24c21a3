package berth.webhook.send;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL.
 *
 * @param address to connect to, so that nobody resolves the name anew; {@code null} when it must
 *     not be connected to
 * @param reason why it must not be
 */
public record ResolvedHost(@Nullable String address, @Nullable String reason) {

  static ResolvedHost at(String address) {
    return new ResolvedHost(address, null);
  }

  static ResolvedHost refused(String reason) {
    return new ResolvedHost(null, reason);
  }

  /** Why it must not be connected to; empty when it may be. */
  public Optional<String> refusal() {
    return Optional.ofNullable(reason);
  }
}
