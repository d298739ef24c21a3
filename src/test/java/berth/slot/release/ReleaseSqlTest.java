package berth.slot.release;

import berth.harness.database.GoldenSql;
import org.junit.jupiter.api.Test;

class ReleaseSqlTest {

  @Test
  void statement_isWhatTheFileSays() {
    GoldenSql.check(ReleaseSqlTest.class, "release", ReleaseInTransaction.RELEASE);
  }
}
