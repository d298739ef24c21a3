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
  @Nullable Long id;

  byte[] digest;
  long subscriptionId;
  String name;

  @Enumerated(EnumType.STRING)
  Role role;

  Instant createdAt;
  @Nullable Instant lastUsedAt;
  @Nullable Instant expiresAt;
  @Nullable String tagKeyId;
  byte @Nullable [] tag;

  /** For Hibernate, which fills the fields itself. */
  @SuppressWarnings("NullAway.Init")
  ApiTokenEntity() {}

  ApiTokenEntity(ApiToken token, String name, Rights rights, Instant now, TokenTags tags) {
    this.digest = token.digest();
    this.subscriptionId = rights.subscriptionId();
    this.name = name;
    this.role = rights.role();
    this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    expireAt(rights.expiresAt(), tags);
  }

  final void expireAt(@Nullable Instant end, TokenTags tags) {
    expiresAt = end;
    KeyedDigest valid = tags.of(digest, new Rights(subscriptionId, role, end));
    tagKeyId = valid.keyId();
    tag = valid.digest();
  }

  boolean isExpiredAt(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** The token of this row, which must have been stored, and so have an id. */
  TokenInfo toInfo() {
    if (id == null) {
      throw new IllegalStateException("Not stored yet");
    }
    return new TokenInfo(id, name, role, createdAt, lastUsedAt, expiresAt);
  }
}
