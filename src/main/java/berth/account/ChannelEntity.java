package berth.account;

import berth.secret.KeyedDigest;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code channel}: who owns it now, by which token. */
@Entity
@Table(name = "channel")
class ChannelEntity {

  @Id String channel;

  @Nullable Long subscriptionId;
  @Nullable String tokenKeyId;
  byte @Nullable [] tokenDigest;

  /** For Hibernate, which fills the fields itself. */
  @SuppressWarnings("NullAway.Init")
  ChannelEntity() {}

  boolean isOwnedBy(long subscription) {
    return subscriptionId != null && subscriptionId == subscription;
  }

  boolean isOwned() {
    return subscriptionId != null;
  }

  void own(long subscription, KeyedDigest token) {
    subscriptionId = subscription;
    tokenKeyId = token.keyId();
    tokenDigest = token.digest();
  }

  /** Leaves the channel to nobody. */
  void disown() {
    subscriptionId = null;
    tokenKeyId = null;
    tokenDigest = null;
  }
}
