package berth.discord.limit;

import berth.harness.database.GoldenSql;
import org.junit.jupiter.api.Test;

class PermitSqlTest {

  @Test
  void statement_isWhatTheFileSays() {
    GoldenSql.check(PermitSqlTest.class, "take", PermitStatements.TAKE);
  }
}
