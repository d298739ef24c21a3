package berth.slot.grant;

import berth.harness.database.GoldenSql;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrantSqlTest {

  static List<GrantForm> forms() {
    return GrantForm.all();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void statement_isWhatTheFileSays(GrantForm form) {
    GoldenSql.check(
        GrantSqlTest.class, name(form), Objects.requireNonNull(GrantStatement.SQL.get(form)));
  }

  private static String name(GrantForm form) {
    return form.selection().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + (form.waitForLocks() ? "-waiting-for-locks" : "-skipping-locked")
        + (form.plain() ? "-plain" : "");
  }
}
