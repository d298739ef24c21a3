package berth.event;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What kind of thing happened. */
public enum EventType {
  ACCOUNT_CREATED,
  ACCOUNT_UPDATED,
  ACCOUNT_DELETED,
  ACCOUNT_PAUSED,
  ACCOUNT_RESUMED,
  ACCOUNT_COOLING,
  ACCOUNT_REJECTED,
  ACCOUNT_MODERATED,
  /** The account left {@code cooling}, {@code rejected} or {@code moderated}. */
  ACCOUNT_RECOVERED,
  TOKEN_CREATED,
  TOKEN_ROTATED,
  TOKEN_REVOKED,
  SUBSCRIPTION_CREATED,
  SUBSCRIPTION_UPDATED,
  SUBSCRIPTION_DELETED;

  /** The name in the API, such as {@code account.created}. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** The names of all types in the API, as a list for people. */
  public static String apiNames() {
    return Stream.of(values()).map(EventType::apiName).collect(Collectors.joining(", "));
  }

  /** The type with that name in the API; empty when there is none. */
  public static Optional<EventType> named(String name) {
    return Stream.of(values()).filter(type -> type.apiName().equals(name)).findFirst();
  }
}
