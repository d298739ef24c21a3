package berth.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.database.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database in which an older version has configured one Discord user twice. */
class UserTwiceTest {

  private static final String TWO_ACCOUNTS_OF_ONE_USER =
      """
      INSERT INTO subscription (name, quantity, max_jobs) VALUES ('one', 9, 15), ('other', 9, 15);
      INSERT INTO channel (channel, subscription_id, token_key_id, token_digest)
      SELECT channel, subscription, 'k1', sha256(channel::bytea)
        FROM (VALUES ('20', 2), ('10', 1), ('30', 1)) AS owned (channel, subscription);
      INSERT INTO account (subscription_id, channel, discord_user_id, token_key_id,
                           token_ciphertext, max_jobs, status)
      SELECT subscription_id, channel, CASE channel WHEN '30' THEN 'other' ELSE 'user' END, 'k1',
             '', 3, 'ACTIVE'
        FROM channel;
      """;

  @Test
  void migration_ofAUserThatIsConfiguredTwice_keepsBothAccounts() {
    TestDatabase database = TestDatabase.create();
    migrate(database, "8");
    database.execute(TWO_ACCOUNTS_OF_ONE_USER);

    migrate(database, "latest");

    assertThat(database.number("SELECT count(*) FROM account")).isEqualTo(3);
    assertThat(database.number("SELECT count(*) FROM discord_user")).isEqualTo(2);
    assertThat(database.number("SELECT channel FROM discord_user WHERE discord_user_id = 'user'"))
        .isEqualTo(10);
  }

  private static void migrate(TestDatabase database, String version) {
    Flyway.configure()
        .dataSource("jdbc:" + database.url(), database.user(), database.password())
        .locations("filesystem:" + Migrations.FOLDER)
        .target(version)
        .load()
        .migrate();
  }
}
