package berth.account.store;

import berth.secret.KeyedDigest;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code channel}: who owns it now, by which token. */
@Entity
@Table(name = "channel")
public class ChannelEntity {

  @Id String channel;

  @Nullable Long subscriptionId;
  @Nullable String tokenKeyId;
  byte @Nullable [] tokenDigest;

  /** For Hibernate, which fills the fields itself. */
  @SuppressWarnings("NullAway.Init")
  ChannelEntity() {}

  public boolean isOwnedBy(long subscription) {
    return subscriptionId != null && subscriptionId == subscription;
  }

  public boolean isOwned() {
    return subscriptionId != null;
  }

  /**
   * Whether it is owned by this token.
   *
   * @param digests of the token, under each key
   */
  public boolean isOwnedBy(List<KeyedDigest> digests) {
    return digests.stream().anyMatch(digest -> Arrays.equals(digest.digest(), tokenDigest));
  }

  public void own(long subscription, KeyedDigest token) {
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

  public String channel() {
    return channel;
  }
}
