package berth.account.maintenance;

import berth.harness.database.GoldenSql;
import org.junit.jupiter.api.Test;

class DueAccountsSqlTest {

  @Test
  void statements_areWhatTheFilesSay() {
    GoldenSql.check(DueAccountsSqlTest.class, "claim", DueAccounts.CLAIM);
    GoldenSql.check(DueAccountsSqlTest.class, "schedule", DueAccounts.SCHEDULE);
    GoldenSql.check(DueAccountsSqlTest.class, "until-next", DueAccounts.UNTIL_NEXT);
  }
}
