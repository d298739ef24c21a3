package berth.harness;

import berth.secret.DiscordToken;
import berth.secret.Encrypted;
import berth.secret.EncryptionKeys;
import berth.secret.TokenOwner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The row of an account, read and changed without the service that runs in this JVM. */
public record StoredAccount(String channel) {

  /** The key with which the service encrypts in the tests. */
  private static final EncryptionKeys KEYS =
      EncryptionKeys.parse("test:YmVydGgtZGV2ZWxvcG1lbnQta2V5LW5vdC1zZWNyZXQ=");

  /** Gives the account another token, which was not checked with Discord. */
  public void replaceToken(String token) {
    Encrypted encrypted =
        KEYS.encrypt(
            new DiscordToken(token),
            new TokenOwner(Long.parseLong(read("subscription_id")), channel));
    update(
        "UPDATE account SET token_key_id = ?, token_ciphertext = ? WHERE channel = ?",
        encrypted.keyId(),
        encrypted.bytes());
  }

  /** Moves the due time of the account to now, if it has one. */
  public void makeDue() {
    update("UPDATE account SET due_at = now() WHERE due_at IS NOT NULL AND channel = ?");
  }

  /** Moves the end of the moderation to now. A change of the account makes the service see it. */
  public void endModeration() {
    update("UPDATE account SET moderated_until = now(), due_at = now() WHERE channel = ?");
  }

  /** Makes the present token of the account an hour old. */
  public void makeTokenOld() {
    update("UPDATE account SET token_since = now() - interval '1 hour' WHERE channel = ?");
  }

  /** Whether the row exists. */
  public boolean exists() {
    return RunningBerth.database()
            .number("SELECT count(*) FROM account WHERE channel = '" + channel + "'")
        == 1;
  }

  /** The value of a column, as text. */
  public String read(String column) {
    try (Connection connection = RunningBerth.database().connect();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT (" + column + ")::text FROM account WHERE channel = ?")) {
      select.setString(1, channel);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private void update(String sql, Object... parameters) {
    try (Connection connection = RunningBerth.database().connect();
        PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        update.setObject(i + 1, parameters[i]);
      }
      update.setString(parameters.length + 1, channel);
      update.executeUpdate();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
