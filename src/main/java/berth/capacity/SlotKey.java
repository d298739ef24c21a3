package berth.capacity;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of a {@link SlotEntity}. */
class SlotKey implements Serializable {

  private static final long serialVersionUID = 1;

  long subscriptionId;
  String channel;
  short number;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  SlotKey() {}

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SlotKey key
        && subscriptionId == key.subscriptionId
        && channel.equals(key.channel)
        && number == key.number;
  }

  @Override
  public int hashCode() {
    return Objects.hash(subscriptionId, channel, number);
  }
}
