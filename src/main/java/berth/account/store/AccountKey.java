package berth.account.store;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The key of an {@link AccountEntity}. */
public class AccountKey implements Serializable {

  private static final long serialVersionUID = 1;

  long subscriptionId;
  String channel;

  /** For Hibernate, which fills the fields itself. */
  @SuppressWarnings("NullAway.Init")
  public AccountKey() {}

  public AccountKey(long subscriptionId, String channel) {
    this.subscriptionId = subscriptionId;
    this.channel = channel;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountKey key
        && subscriptionId == key.subscriptionId
        && channel.equals(key.channel);
  }

  @Override
  public int hashCode() {
    return Objects.hash(subscriptionId, channel);
  }
}
