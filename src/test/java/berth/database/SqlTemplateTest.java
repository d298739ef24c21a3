package berth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTemplateTest {

  @Test
  void part_isPutInWhereverItIsNamed() {
    assertThat(SqlTemplate.fill("{a} + {b} + {a}", Map.of("a", 1, "b", "x")))
        .isEqualTo("1 + x + 1");
  }

  @Test
  void linesOfAPart_areIndentedAsItsPlace() {
    assertThat(SqlTemplate.fill("SELECT\n  {a}", Map.of("a", "one\n  two\n")))
        .isEqualTo("SELECT\n  one\n    two");
  }

  @Test
  void textOfAPart_isTakenAsItIs() {
    assertThat(SqlTemplate.fill("{a}", Map.of("a", "$1 {b} \\"))).isEqualTo("$1 {b} \\");
  }

  @Test
  void missingPart_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SqlTemplate.fill("{a}", Map.of()))
        .withMessage("No part {a}");
  }

  @Test
  void unnamedPart_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SqlTemplate.fill("a", Map.of("a", 1)))
        .withMessageContaining("[a]");
  }
}
