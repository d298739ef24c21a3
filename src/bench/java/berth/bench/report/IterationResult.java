package berth.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * The result of one iteration: a contender that runs for a given time.
 *
 * @param perSecond cycles a second, or requests where these are counted
 * @param errors the number of cycles that failed; they are not in {@code perSecond}
 * @param firstError the first of the errors
 */
public record IterationResult(double perSecond, long errors, @Nullable String firstError) {}
