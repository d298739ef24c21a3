package berth.subscription;

import berth.event.Actor;
import berth.event.EventType;
import berth.event.PoolEvent;
import berth.request.JsonBody;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@code PATCH}: which parameters of a subscription to change. Each but {@code
 * expiresAt} is {@code null} to leave it unchanged.
 *
 * @param changesEnd whether {@code expiresAt} replaces the end of the subscription
 * @see Subscription
 */
public record SubscriptionPatch(
    @Nullable String name,
    @Nullable Integer quantity,
    @Nullable Integer maxJobs,
    boolean changesEnd,
    @Nullable Instant expiresAt,
    @Nullable String email) {

  /**
   * Reads the parameters.
   *
   * @throws berth.error.ErrorException when a parameter is wrong
   */
  public static SubscriptionPatch of(JsonBody body) {
    return new SubscriptionPatch(
        body.mentions("name") ? body.requiredText("name", NewSubscription.MAX_NAME) : null,
        body.mentions("quantity")
            ? Integer.valueOf(body.requiredInteger("quantity", 0, NewSubscription.MAX_ACCOUNTS))
            : null,
        body.mentions("maxJobs")
            ? Integer.valueOf(
                body.optionalInteger(
                    "maxJobs", 1, NewSubscription.MAX_JOBS, NewSubscription.MAX_JOBS))
            : null,
        body.mentions("expiresAt"),
        body.optionalInstant("expiresAt"),
        body.mentions("email") ? NewSubscription.email(body) : null);
  }

  /** The names of the parameters that change. */
  public List<String> changedNames() {
    return List.copyOf(changes().keySet());
  }

  boolean isEmpty() {
    return changes().isEmpty();
  }

  /** The change as an event. */
  PoolEvent updated(Actor actor) {
    PoolEvent event = PoolEvent.of(EventType.SUBSCRIPTION_UPDATED, actor);
    for (Map.Entry<String, Object> change : changes().entrySet()) {
      event = event.changed(change.getKey(), change.getValue());
    }
    return event;
  }

  private Map<String, Object> changes() {
    Map<String, Object> changes = new LinkedHashMap<>();
    putIfChanged(changes, "name", name);
    putIfChanged(changes, "quantity", quantity);
    putIfChanged(changes, "maxJobs", maxJobs);
    putIfChanged(
        changes, "expiresAt", changesEnd ? (expiresAt == null ? "never" : expiresAt) : null);
    putIfChanged(changes, "email", email);
    return changes;
  }

  private static void putIfChanged(
      Map<String, Object> changes, String parameter, @Nullable Object value) {
    if (value != null) {
      changes.put(parameter, value);
    }
  }

  void applyTo(SubscriptionEntity row) {
    row.name = name == null ? row.name : name;
    row.quantity = quantity == null ? row.quantity : quantity;
    row.maxJobs = maxJobs == null ? row.maxJobs : maxJobs;
    row.expiresAt = changesEnd ? expiresAt : row.expiresAt;
    row.email = email == null ? row.email : email;
  }
}
