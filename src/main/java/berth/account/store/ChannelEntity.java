package berth.account.store;

import berth.secret.KeyedDigest;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code channel}: which subscription owns the channel now, and by which token. */
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
   * Whether the account of this channel has the token.
   *
   * @param digests the digests of the token, one for each encryption key
   */
  public boolean hasToken(List<KeyedDigest> digests) {
    return digests.stream().anyMatch(digest -> Arrays.equals(digest.digest(), tokenDigest));
  }

  public void own(long subscription, KeyedDigest token) {
    subscriptionId = subscription;
    tokenKeyId = token.keyId();
    tokenDigest = token.digest();
  }

  /** Leaves the channel without an owner. */
  void disown() {
    subscriptionId = null;
    tokenKeyId = null;
    tokenDigest = null;
  }

  public String channel() {
    return channel;
  }
}
