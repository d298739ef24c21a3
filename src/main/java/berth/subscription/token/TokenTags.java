package berth.subscription.token;

import berth.encryption.EarlierForms;
import berth.secret.EncryptionKeys;
import berth.secret.KeyedDigest;
import berth.secret.Purpose;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The tags of stored API tokens. A tag is a digest of a token and its rights, by a key that is
 * derived from an encryption key. So a row that was written or changed without Berth is not
 * accepted.
 */
@ApplicationScoped
public class TokenTags {

  private final EncryptionKeys keys;
  private final EarlierForms earlierForms;

  TokenTags(EncryptionKeys keys, EarlierForms earlierForms) {
    this.keys = keys;
    this.earlierForms = earlierForms;
  }

  /**
   * The rights of a stored token; empty unless Berth stored them.
   *
   * @param row has the columns {@code digest}, {@code subscription_id}, {@code role}, {@code
   *     ends_at}, {@code tag_key_id} and {@code tag}
   */
  public Optional<Rights> accepted(Row row) {
    StoredRights stored = StoredRights.of(row);
    return areAccepted(stored) ? Optional.of(stored.rights()) : Optional.empty();
  }

  /** The tag by the first key. */
  KeyedDigest of(byte[] digest, Rights rights) {
    return keys.digests(Purpose.API_TOKEN, rights.boundTo(digest)).get(0);
  }

  /** Whether Berth stored the rights; pods of the version before make tokens without a tag. */
  boolean areAccepted(StoredRights stored) {
    byte[] tag = stored.tag();
    if (tag == null) {
      return earlierForms.areAccepted();
    }
    return keys.digests(Purpose.API_TOKEN, stored.rights().boundTo(stored.digest())).stream()
        .anyMatch(
            valid ->
                valid.keyId().equals(stored.tagKeyId())
                    && MessageDigest.isEqual(valid.digest(), tag));
  }
}
