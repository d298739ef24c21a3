package berth.capacity;

import berth.harness.database.GoldenSql;
import org.junit.jupiter.api.Test;

class SlotLimitsSqlTest {

  @Test
  void statement_isWhatTheFileSays() {
    GoldenSql.check(SlotLimitsSqlTest.class, "limit", SlotLimits.LIMIT);
  }
}
