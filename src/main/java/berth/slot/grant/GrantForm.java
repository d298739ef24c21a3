package berth.slot.grant;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the statements that grant.
 *
 * @param waitForLocks whether it waits for slots that somebody else is just changing
 * @param plain whether no wish has a ticket or a key, as most have none: what is to be done for
 *     these takes PostgreSQL as long to prepare as the whole grant, even if there is nothing to do
 */
record GrantForm(Selection selection, boolean waitForLocks, boolean plain) {

  /** All that there are. */
  static List<GrantForm> all() {
    return Arrays.stream(Selection.values())
        .flatMap(
            selection ->
                Stream.of(true, false)
                    .flatMap(
                        waitForLocks ->
                            Stream.of(true, false)
                                .map(plain -> new GrantForm(selection, waitForLocks, plain))))
        .toList();
  }

  /** The one that grants these wishes. */
  static GrantForm of(Selection selection, boolean waitForLocks, List<GrantRequest> requests) {
    return new GrantForm(
        selection,
        waitForLocks,
        requests.stream().allMatch(request -> request.ticket() == null && request.key() == null));
  }
}
