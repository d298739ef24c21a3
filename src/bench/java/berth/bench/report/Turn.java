package berth.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * What came of one turn.
 *
 * @param perSecond cycles, or requests where those are counted
 * @param errors how many cycles failed; they do not count
 * @param firstError of them
 */
public record Turn(double perSecond, long errors, @Nullable String firstError) {}
