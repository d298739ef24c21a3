package berth.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the report.
 *
 * @param section what is measured
 * @param contender the name of the contender
 * @param unit the unit of the values
 * @param turns the value of each iteration
 * @param median the median of the iterations; with a single value, that value
 * @param errors the number of errors in all iterations
 * @param note a remark, such as the first error
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

  public static Measured of(
      String section, String contender, String unit, List<IterationResult> turns) {
    List<Double> values = turns.stream().map(IterationResult::perSecond).toList();
    return new Measured(
        section,
        contender,
        unit,
        values,
        Median.of(values),
        turns.stream().mapToLong(IterationResult::errors).sum(),
        turns.stream()
            .map(IterationResult::firstError)
            .filter(error -> error != null)
            .findFirst()
            .orElse(null));
  }

  /** A row for something that could not be measured, with the reason. */
  public static Measured not(String section, String contender, String reason) {
    return new Measured(section, contender, "", List.of(), 0, 0, reason);
  }
}
