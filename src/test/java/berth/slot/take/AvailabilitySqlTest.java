package berth.slot.take;

import berth.harness.database.GoldenSql;
import org.junit.jupiter.api.Test;

class AvailabilitySqlTest {

  @Test
  void statements_areWhatTheFilesSay() {
    GoldenSql.check(AvailabilitySqlTest.class, "next-chance", AvailabilityStatements.NEXT_CHANCE);
    GoldenSql.check(
        AvailabilitySqlTest.class, "out-of-rotation", AvailabilityStatements.OUT_OF_ROTATION);
  }
}
