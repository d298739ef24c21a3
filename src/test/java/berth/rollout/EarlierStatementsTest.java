package berth.rollout;

import static org.assertj.core.api.Assertions.assertThatCode;

import berth.harness.database.StockedDatabase;
import berth.harness.database.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Statements of the version before whose columns are not qualified: a new column of the same name
 * in another table of theirs would make them ambiguous. Its pods run on the new schema.
 */
class EarlierStatementsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        SELECT digest, id, name, quantity, max_jobs, created_at, expires_at
          FROM api_token JOIN subscription ON subscription.id = api_token.subscription_id
         WHERE digest = ANY ($1::bytea[])
        """,
        """
        SELECT subscription_id, channel, account.token_key_id, token_ciphertext
          FROM channel JOIN account USING (subscription_id, channel)
         WHERE channel.token_digest = ANY ($1)
        """,
        "INSERT INTO api_token (digest, subscription_id) VALUES ($1, 0)",
        """
        INSERT INTO subscription (id, name, quantity, max_jobs)
        VALUES (0, 'default', 100, 15) ON CONFLICT (id) DO NOTHING
        """
      })
  void statement_canBePrepared(String sql) throws Exception {
    TestDatabase database = TestDatabase.create();
    StockedDatabase.stock(database, 1, 1);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      assertThatCode(() -> statement.execute("PREPARE earlier AS " + sql))
          .doesNotThrowAnyException();
    }
  }
}
