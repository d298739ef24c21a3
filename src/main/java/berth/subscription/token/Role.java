package berth.subscription.token;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an API token permits. */
public enum Role {
  /** All routes. */
  FULL,
  /** Taking, renewing, releasing and reading slots, and reading accounts. */
  WORKER,
  /** Reading. */
  READ;

  private static final String SLOTS = "/v2/slots/";
  private static final String ACCOUNTS = "/v2/account";
  private static final String POOL = "/v2/pool";

  /** The role with that name in the API; empty when there is none. */
  public static Optional<Role> named(String name) {
    return Stream.of(values()).filter(role -> role.apiName().equals(name)).findFirst();
  }

  /** The name of the role in the API. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a token with this role permits the request.
   *
   * @param path begins with {@code /v2/}
   */
  public boolean permits(String method, String path) {
    boolean reads = method.equals("GET") || method.equals("HEAD");
    return switch (this) {
      case FULL -> true;
      case WORKER ->
          path.startsWith(SLOTS) || (reads && (path.startsWith(ACCOUNTS) || path.startsWith(POOL)));
      case READ -> reads;
    };
  }
}
