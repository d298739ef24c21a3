package berth.slot.grant;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One form of the granting statement.
 *
 * @param waitForLocks whether the statement waits for slots that other transactions have locked
 * @param plain whether no request has a ticket or an idempotency key, as most requests have none.
 *     PostgreSQL needs as long to prepare the parts for tickets and keys as for the whole grant,
 *     even if there is nothing to do
 */
record GrantForm(Selection selection, boolean waitForLocks, boolean plain) {

  /** All forms. */
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

  /** The form that grants slots to these requests. */
  static GrantForm of(Selection selection, boolean waitForLocks, List<GrantRequest> requests) {
    return new GrantForm(
        selection,
        waitForLocks,
        requests.stream().allMatch(request -> request.ticket() == null && request.key() == null));
  }
}
