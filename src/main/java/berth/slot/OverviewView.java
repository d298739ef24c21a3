package berth.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that a subscription runs.
 *
 * @param waiting how many of its requests wait for a slot on the pod that answers
 */
record OverviewView(
    List<Executing> executing, List<SlotOverview.AccountLoad> accounts, int waiting) {

  /** A held slot among others. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Executing(
      String slot, String channel, @Nullable String ref, Instant grantedAt, Instant leasedUntil) {}

  static OverviewView of(
      List<Lease> executing,
      List<SlotOverview.AccountLoad> accounts,
      int waiting,
      Function<LeaseId, String> format) {
    return new OverviewView(
        executing.stream()
            .map(
                lease ->
                    new Executing(
                        format.apply(lease.id()),
                        lease.id().channel(),
                        lease.ref(),
                        lease.grantedAt(),
                        lease.leasedUntil()))
            .toList(),
        accounts,
        waiting);
  }
}
