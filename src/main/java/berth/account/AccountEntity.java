package berth.account;

import berth.discord.DiscordOutcome.Valid;
import berth.secret.DiscordToken;
import berth.secret.Encrypted;
import berth.secret.Keyring;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code account}. */
@Entity
@Table(name = "account")
@IdClass(AccountKey.class)
class AccountEntity {

  @Id long subscriptionId;
  @Id String channel;

  String discordUserId;
  String tokenKeyId;
  byte[] tokenCiphertext;
  int maxJobs;

  @Enumerated(EnumType.STRING)
  AccountStatus status;

  /** For Hibernate, which fills the fields itself. */
  @SuppressWarnings("NullAway.Init")
  AccountEntity() {}

  AccountEntity(long subscriptionId, Valid user, Encrypted token, int maxJobs) {
    this.subscriptionId = subscriptionId;
    this.channel = user.channel();
    this.status = AccountStatus.ACTIVE;
    update(user, token, maxJobs);
  }

  final void update(Valid user, Encrypted token, int newMaxJobs) {
    discordUserId = user.userId();
    tokenKeyId = token.keyId();
    tokenCiphertext = token.bytes();
    maxJobs = newMaxJobs;
  }

  /** This row as the rest of the service sees it. */
  Account toAccount(Keyring keys) {
    DiscordToken token = keys.decrypt(new Encrypted(tokenKeyId, tokenCiphertext), channel);
    return new Account(channel, token, maxJobs, status);
  }
}
