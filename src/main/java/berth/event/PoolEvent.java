package berth.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the pool of a subscription. Its JSON is what the column {@code
 * details} holds.
 *
 * @param channel of the account that it happened to; {@code null} when it concerns no account
 * @param reason why it happened, for people
 * @param until when it ends by itself
 * @param changed the fields that were changed, with their new values; never a secret
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection // written to the database
public record PoolEvent(
    @JsonIgnore EventType type,
    @JsonIgnore @Nullable String channel,
    Actor actor,
    @Nullable String reason,
    @Nullable Instant until,
    Map<String, Object> changed) {

  /** An event that concerns the whole subscription. */
  public static PoolEvent of(EventType type, Actor actor) {
    return new PoolEvent(type, null, actor, null, null, Map.of());
  }

  /** An event that concerns the account. */
  public static PoolEvent ofAccount(EventType type, String channel, Actor actor) {
    return new PoolEvent(type, channel, actor, null, null, Map.of());
  }

  /** The same event with a reason. */
  public PoolEvent because(@Nullable String newReason) {
    return new PoolEvent(type, channel, actor, newReason, until, changed);
  }

  /** The same event with an end. */
  public PoolEvent until(@Nullable Instant newUntil) {
    return new PoolEvent(type, channel, actor, reason, newUntil, changed);
  }

  /** The same event with one more changed field. */
  public PoolEvent changed(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(changed);
    more.put(field, value);
    return new PoolEvent(type, channel, actor, reason, until, more);
  }
}
