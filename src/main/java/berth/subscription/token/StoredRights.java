package berth.subscription.token;

import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The rights of an API token as they are stored, with the tag that vouches for them.
 *
 * @param digest of the token
 * @param tag {@code null} if a pod of the version before made the token
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
record StoredRights(
    byte[] digest, Rights rights, @Nullable String tagKeyId, byte @Nullable [] tag) {

  /** Reads the columns of {@code api_token}. */
  static StoredRights of(Row row) {
    OffsetDateTime expires = row.getOffsetDateTime("ends_at");
    return new StoredRights(
        row.getBuffer("digest").getBytes(),
        new Rights(
            row.getLong("subscription_id"),
            Role.valueOf(row.getString("role")),
            expires == null ? null : expires.toInstant()),
        row.getString("tag_key_id"),
        row.getBuffer("tag") == null ? null : row.getBuffer("tag").getBytes());
  }
}
