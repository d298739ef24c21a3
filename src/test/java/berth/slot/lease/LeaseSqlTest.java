package berth.slot.lease;

import berth.harness.database.GoldenSql;
import org.junit.jupiter.api.Test;

class LeaseSqlTest {

  @Test
  void statements_areWhatTheFilesSay() {
    GoldenSql.check(LeaseSqlTest.class, "find", FindStatement.FIND);
    GoldenSql.check(LeaseSqlTest.class, "renew-skipping-locked", RenewStatement.SKIPPING_LOCKED);
    GoldenSql.check(
        LeaseSqlTest.class, "renew-waiting-for-locks", RenewStatement.WAITING_FOR_LOCKS);
    GoldenSql.check(
        LeaseSqlTest.class, "release-skipping-locked", ReleaseStatement.SKIPPING_LOCKED);
    GoldenSql.check(
        LeaseSqlTest.class, "release-waiting-for-locks", ReleaseStatement.WAITING_FOR_LOCKS);
  }
}
