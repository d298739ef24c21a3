package berth.subscription.token;

import berth.secret.KeyedDigest;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_token}. */
@Entity
@Table(name = "api_token")
class ApiTokenEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long tokenId;

  byte[] digest;
  long subscriptionId;
  String tokenName;

  @Enumerated(EnumType.STRING)
  Role role;

  Instant madeAt;
  @Nullable Instant lastUsedAt;
  @Nullable Instant endsAt;

  /** Whether it has a successor, and so ends soon. */
  boolean replaced;

  @Nullable String tagKeyId;
  byte @Nullable [] tag;

  /** For Hibernate, which fills the fields itself. */
  @SuppressWarnings("NullAway.Init")
  ApiTokenEntity() {}

  ApiTokenEntity(ApiToken token, String name, Rights rights, Instant now, TokenTags tags) {
    this.digest = token.digest();
    this.subscriptionId = rights.subscriptionId();
    this.tokenName = name;
    this.role = rights.role();
    this.madeAt = now.truncatedTo(ChronoUnit.MICROS);
    endAt(rights.expiresAt(), tags);
  }

  final void endAt(@Nullable Instant end, TokenTags tags) {
    endsAt = end;
    KeyedDigest valid = tags.of(digest, new Rights(subscriptionId, role, end));
    tagKeyId = valid.keyId();
    tag = valid.digest();
  }

  boolean isExpiredAt(Instant now) {
    return endsAt != null && !now.isBefore(endsAt);
  }

  /** The token of this row, which must have been stored, and so have an id. */
  TokenInfo toInfo() {
    if (tokenId == null) {
      throw new IllegalStateException("Not stored yet");
    }
    return new TokenInfo(tokenId, tokenName, role, madeAt, lastUsedAt, endsAt);
  }
}
