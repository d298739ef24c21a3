package berth.slot;

import berth.secret.DiscordToken;
import java.time.Duration;
import java.util.List;

/** What came of wanting a slot. */
sealed interface TakeOutcome {

  /** A slot was granted; its holder needs the account's token to run the job. */
  record Granted(Lease lease, DiscordToken token) implements TakeOutcome {}

  /**
   * Every account that would do is at its limit.
   *
   * @param executing some of the leases that are in the way, those that end first first
   * @param untilNextEnds until a lease ends
   */
  record Busy(List<LeaseId> executing, Duration untilNextEnds) implements TakeOutcome {}

  /** There is no account, or not the one that was asked for. */
  record NoAccount() implements TakeOutcome {}

  /** It is better to ask another pod: this one stops, or others were faster too often. */
  record GivenUp() implements TakeOutcome {}
}
