package berth.account.store;

import berth.account.health.Health;
import berth.account.health.HealthColumns;
import berth.account.health.HealthEvent;
import berth.discord.TokenCheck.Valid;
import berth.secret.DiscordToken;
import berth.secret.Encrypted;
import berth.secret.Keyring;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code account}. The {@link berth.capacity.Rotation} and {@link Accounts#noteToken} have
 * columns of their own.
 */
@Entity
@Table(name = "account")
@IdClass(AccountKey.class)
// else a change would write back the time when it is due, which another pod may have put off
@DynamicUpdate
public class AccountEntity {

  @Id long subscriptionId;
  @Id String channel;

  String discordUserId;
  String tokenKeyId;
  byte[] tokenCiphertext;
  public int maxJobs;

  @Embedded private HealthColumns health = new HealthColumns();

  /** When the row was read, by the clock of the database. */
  @Formula("clock_timestamp()")
  private @Nullable Instant readAt;

  /** For Hibernate, which fills the fields itself. */
  @SuppressWarnings("NullAway.Init")
  public AccountEntity() {}

  public AccountEntity(long subscriptionId, Valid user, Encrypted token, int maxJobs) {
    this.subscriptionId = subscriptionId;
    this.channel = user.channel();
    update(user, token, maxJobs);
  }

  public final void update(Valid user, Encrypted token, int newMaxJobs) {
    discordUserId = user.userId();
    tokenKeyId = token.keyId();
    tokenCiphertext = token.bytes();
    maxJobs = newMaxJobs;
  }

  public Health health() {
    return health.toHealth();
  }

  /** How it would stand with the account if this had happened when the row was read. */
  public Health after(HealthEvent event) {
    return event.happensTo(health(), Objects.requireNonNull(readAt));
  }

  public void set(Health now) {
    health.set(now);
  }

  public StoredToken token() {
    return new StoredToken(subscriptionId, channel, new Encrypted(tokenKeyId, tokenCiphertext));
  }

  /** This row as the rest of the service sees it. */
  public Account toAccount(Keyring keys) {
    DiscordToken token = keys.decrypt(new Encrypted(tokenKeyId, tokenCiphertext), channel);
    return new Account(channel, token, maxJobs, health());
  }

  public long subscriptionId() {
    return subscriptionId;
  }

  public String channel() {
    return channel;
  }
}
