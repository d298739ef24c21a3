package berth.slot.idempotency;

import berth.harness.database.GoldenSql;
import org.junit.jupiter.api.Test;

class IdempotencyKeySqlTest {

  @Test
  void statements_areWhatTheFilesSay() {
    GoldenSql.check(IdempotencyKeySqlTest.class, "give-up", IdempotencyKeySql.GIVE_UP);
    GoldenSql.check(IdempotencyKeySqlTest.class, "claim", IdempotencyKeySql.CLAIM);
    GoldenSql.check(
        IdempotencyKeySqlTest.class, "delete-expired", IdempotencyKeySql.DELETE_EXPIRED);
  }
}
