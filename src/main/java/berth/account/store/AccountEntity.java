package berth.account.store;

import berth.account.health.Health;
import berth.account.health.HealthColumns;
import berth.account.health.HealthEvent;
import berth.discord.TokenCheck.Valid;
import berth.secret.DiscordToken;
import berth.secret.Encrypted;
import berth.secret.EncryptionKeys;
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
 * A row of {@code account}, without the columns that {@link berth.capacity.Rotation} and {@link
 * Accounts#recordTokenChange} write.
 */
@Entity
@Table(name = "account")
@IdClass(AccountKey.class)
// writes only changed columns: another pod may have moved due_at forward since the row was read
@DynamicUpdate
public class AccountEntity {

  @Id long subscriptionId;
  @Id String channel;

  String discordUserId;
  String tokenKeyId;
  byte[] tokenCiphertext;
  int maxJobs;

  @Embedded private HealthColumns health = new HealthColumns();

  /** When the row was read, by the database's clock. */
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

  /** Whether the account belongs to this Discord user. */
  public boolean isOf(Valid user) {
    return discordUserId.equals(user.userId());
  }

  public Health health() {
    return health.toHealth();
  }

  /** The health after the event, had it happened when the row was read. */
  public Health healthAfter(HealthEvent event) {
    return event.applyTo(health(), Objects.requireNonNull(readAt));
  }

  public void set(Health newHealth) {
    health.set(newHealth);
  }

  public StoredToken token() {
    return new StoredToken(subscriptionId, channel, new Encrypted(tokenKeyId, tokenCiphertext));
  }

  /** This row with the token decrypted. */
  public Account toAccount(EncryptionKeys keys) {
    return toAccount(keys.decrypt(token().token(), token().owner()));
  }

  /**
   * This row with its token.
   *
   * @param token what the row has encrypted
   */
  public Account toAccount(DiscordToken token) {
    return new Account(channel, token, maxJobs, health());
  }

  public long subscriptionId() {
    return subscriptionId;
  }

  public String channel() {
    return channel;
  }

  public int maxJobs() {
    return maxJobs;
  }

  public void setMaxJobs(int maxJobs) {
    this.maxJobs = maxJobs;
  }
}
