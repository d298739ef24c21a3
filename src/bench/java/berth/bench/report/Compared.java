package berth.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What two rows of the report say together, or one against a fixed bound.
 *
 * @param value a ratio, or the row's own value
 * @param target what the project wants it to be; {@code null} where it wants nothing
 * @param met whether it is
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
