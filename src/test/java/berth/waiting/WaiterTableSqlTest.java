package berth.waiting;

import berth.harness.database.GoldenSql;
import org.junit.jupiter.api.Test;

class WaiterTableSqlTest {

  @Test
  void statements_areWhatTheFilesSay() {
    GoldenSql.check(WaiterTableSqlTest.class, "enter", WaiterTable.ENTER);
    GoldenSql.check(WaiterTableSqlTest.class, "synchronise", WaiterTable.SYNCHRONISE);
  }
}
