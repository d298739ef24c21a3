package berth.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the report.
 *
 * @param section what is looked at
 * @param contender who did it
 * @param unit of the values
 * @param turns the value of each turn
 * @param median of the turns; for latencies, of one turn, that turn's
 * @param errors in all the turns
 * @param note what else there is to know, like the first error
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Measured(
    String section,
    String contender,
    String unit,
    List<Double> turns,
    double median,
    long errors,
    @Nullable String note) {

  public static Measured of(String section, String contender, String unit, List<Turn> turns) {
    List<Double> values = turns.stream().map(Turn::perSecond).toList();
    return new Measured(
        section,
        contender,
        unit,
        values,
        Median.of(values),
        turns.stream().mapToLong(Turn::errors).sum(),
        turns.stream()
            .map(Turn::firstError)
            .filter(error -> error != null)
            .findFirst()
            .orElse(null));
  }

  /** What could not be measured, and why. */
  public static Measured not(String section, String contender, String reason) {
    return new Measured(section, contender, "", List.of(), 0, 0, reason);
  }
}
