package berth.slot.idempotency;

import berth.harness.database.GoldenSql;
import org.junit.jupiter.api.Test;

class IdempotencyKeySqlTest {

  @Test
  void statements_areWhatTheFilesSay() {
    GoldenSql.check(IdempotencyKeySqlTest.class, "own", IdempotencyKeyStatements.OWN);
    GoldenSql.check(IdempotencyKeySqlTest.class, "clear", IdempotencyKeyStatements.CLEAR);
  }
}
