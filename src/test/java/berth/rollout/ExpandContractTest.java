package berth.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations first expand the schema. A later version contracts it, when no running pod uses what
 * is removed, because pods of the version before run beside those of the new one.
 */
class ExpandContractTest {

  @Test
  void migrations_sinceTheBaseline_leaveASchemaThatTheVersionBeforeCanUse() throws IOException {
    for (Map.Entry<Integer, Path> script : Migrations.sinceBaseline().entrySet()) {
      assertThat(new MigrationScript(script.getKey(), Files.readString(script.getValue())).flaws())
          .as(script.getValue().toString())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE account",
        "DROP VIEW live_waiter",
        "ALTER TABLE account DROP COLUMN paused",
        "ALTER TABLE account DROP paused",
        "ALTER TABLE account ADD note text, DROP paused",
        "alter table \"account\"\n  drop\n  column paused",
        "ALTER TABLE account RENAME paused TO halted",
        "ALTER TABLE account RENAME TO discord_account",
        "ALTER TABLE account ALTER COLUMN failures TYPE bigint",
        "ALTER TABLE account ALTER failures SET DATA TYPE bigint",
        "ALTER TABLE account ALTER COLUMN moderation SET NOT NULL",
        "ALTER TABLE account ALTER COLUMN paused DROP DEFAULT",
        "ALTER TABLE account ADD COLUMN region text NOT NULL",
        "ALTER TABLE account ADD a integer NOT NULL DEFAULT 0, ADD b integer NOT NULL",
        "ALTER TABLE account ADD region text NOT NULL CHECK (region <> 'DEFAULT') NOT VALID",
        "ALTER TABLE account ADD CONSTRAINT few CHECK (failures < 9) NOT VALID",
        "ALTER TABLE account ADD UNIQUE (place)",
        "ALTER TABLE account ADD region text UNIQUE",
        "CREATE UNIQUE INDEX IF NOT EXISTS one_user ON account (discord_user_id)",
        "UPDATE account SET moderation = ';'; DROP TABLE waiter",
        "DO $$ BEGIN IF true THEN DROP TABLE waiter; END IF; END $$",
      })
  void script_thatBreaksTheVersionBefore_isRefused(String script) {
    assertThat(flaws(script)).hasSize(1);
    assertThat(flaws("-- contract: nothing since V7 uses it\n" + script.replace(";", "")))
        .isEmpty();
    assertThat(flaws("-- contract: nothing since V8 uses it\n" + script)).hasSize(1);
    assertThat(flaws("-- it is not used\n" + script)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX slot_ref ON slot (ref)",
        "ALTER TABLE account ADD tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0)",
        "ALTER TABLE slot ADD account text REFERENCES account",
      })
  void script_thatLocksATableWhileAllIsRead_isRefusedUnlessItIsSmall(String script) {
    assertThat(flaws(script)).hasSize(1);
    assertThat(flaws("-- small table: one row for each account\n" + script)).isEmpty();
    assertThat(flaws("-- contract: nothing since V7 uses it\n" + script)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE account ADD region text",
        "ALTER TABLE account ADD COLUMN tries integer NOT NULL DEFAULT 0, ADD note text",
        "ALTER TABLE account ALTER COLUMN max_jobs DROP NOT NULL",
        "CREATE INDEX IF NOT EXISTS slot_ref ON slot (ref)",
        "CREATE TABLE restore (id bigint PRIMARY KEY, at timestamptz NOT NULL CHECK (at > 'epoch'))",
        "CREATE TABLE restore (id bigint); CREATE UNIQUE INDEX once ON restore (id);"
            + " ALTER TABLE restore ADD CHECK (id > 0)",
        "-- DROP TABLE waiter;\n/* RENAME */ UPDATE account SET moderation = 'DROP TABLE; RENAME'",
      })
  void script_thatOnlyExpands_isAccepted(String script) {
    assertThat(flaws(script)).isEmpty();
  }

  /** Flyway has a transaction open while it migrates. */
  @Test
  void script_thatMakesAnIndexConcurrently_isRefused() {
    assertThat(flaws("-- small table: one\nCREATE INDEX CONCURRENTLY slot_ref ON slot (ref)"))
        .hasSize(1);
  }

  /** Seen with grants, each of which uses both tables in one statement. */
  @Test
  void script_thatAltersTwoTables_isRefused() {
    assertThat(flaws("ALTER TABLE account ADD note text; ALTER TABLE slot ADD note text"))
        .containsExactly(
            "deadlocks, for it locks several tables in one transaction: [ACCOUNT, SLOT]");
    assertThat(flaws("ALTER TABLE slot ADD a text; ALTER TABLE slot ADD b text")).isEmpty();
  }

  @Test
  void comment_excusesItsOwnStatementOnly() {
    assertThat(
            flaws(
                """
                -- contract: nothing since V6 reads it
                ALTER TABLE account DROP paused;
                ALTER TABLE account DROP moderation;
                """))
        .containsExactly("drops what the version before uses: ALTER TABLE ACCOUNT DROP MODERATION");
  }

  private static List<String> flaws(String script) {
    return new MigrationScript(8, script).flaws();
  }
}
