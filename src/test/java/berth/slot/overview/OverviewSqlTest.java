package berth.slot.overview;

import berth.harness.database.GoldenSql;
import org.junit.jupiter.api.Test;

class OverviewSqlTest {

  @Test
  void statements_areWhatTheFilesSay() {
    GoldenSql.check(OverviewSqlTest.class, "executing", SlotOverview.EXECUTING);
    GoldenSql.check(OverviewSqlTest.class, "executing-after", SlotOverview.EXECUTING_AFTER);
    GoldenSql.check(OverviewSqlTest.class, "accounts-after", SlotOverview.ACCOUNTS_AFTER);
  }
}
