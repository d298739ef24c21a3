package berth.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The ratio of two rows of the report, or one row against a fixed bound.
 *
 * @param value the ratio, or the value of the row
 * @param target the bound, as text; {@code null} when there is none
 * @param met whether the value is within the bound
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Compared(String what, double value, @Nullable String target, @Nullable Boolean met) {

  public static Compared atLeast(String what, double value, double bound) {
    return new Compared(what, value, "at least " + Figures.text(bound), value >= bound);
  }

  public static Compared atMost(String what, double value, double bound) {
    return new Compared(what, value, "at most " + Figures.text(bound), value <= bound);
  }

  public static Compared only(String what, double value) {
    return new Compared(what, value, null, null);
  }
}
