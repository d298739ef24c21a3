package berth.slot.take;

import berth.secret.DiscordToken;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of wanting a slot. */
public sealed interface TakeResult {

  /** A slot was granted; its holder needs the account's token to run the job. */
  record Granted(Lease lease, DiscordToken token) implements TakeResult {}

  /**
   * The key of the request stands for a slot that is held already.
   *
   * @param token of its account; empty when that was deleted since
   */
  record Already(Lease lease, Optional<DiscordToken> token) implements TakeResult {}

  /** The key of the request has become another's, which may have got a slot for it by now. */
  record Superseded() implements TakeResult {}

  /**
   * Every account that would do is at its limit, or out of play for now.
   *
   * @param executing some of the leases that are in the way, those that end first first
   * @param untilNextChance until a lease ends, an account has cooled, or its moderation has ended
   */
  record Busy(List<LeaseId> executing, Duration untilNextChance) implements TakeResult {}

  /**
   * So many requests of the subscription wait at this pod that no more may.
   *
   * @param untilNextChance until a lease ends, an account has cooled, or its moderation has ended
   */
  record Crowded(Duration untilNextChance) implements TakeResult {}

  /**
   * Every account that would do is out of play, and none comes back by itself.
   *
   * @param accounts the first of them
   * @param others how many more there are
   */
  record OutOfRotation(List<Standing> accounts, int others) implements TakeResult {

    /** For a person. */
    public String text() {
      return accounts.stream().map(Standing::text).collect(Collectors.joining("; "))
          + (others == 0 ? "" : "; and " + others + " more");
    }
  }

  /**
   * How it stands with an account.
   *
   * @param status as callers know it
   * @param message what there is to settle with Midjourney
   */
  record Standing(String channel, String status, @Nullable String message) {

    private String text() {
      return channel + " is " + status + (message == null ? "" : ": " + message);
    }
  }

  /** There is no account, or not the one that was asked for. */
  record NoAccount() implements TakeResult {}

  /** It is better to ask another pod: this one stops, or others were faster too often. */
  record GivenUp() implements TakeResult {}
}
