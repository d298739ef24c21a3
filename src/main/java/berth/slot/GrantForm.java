package berth.slot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the statements that grant.
 *
 * @param patient whether it waits for slots that somebody else is just changing
 * @param plain whether no wish has a ticket or a key, as most have none: what is to be done for
 *     these takes PostgreSQL as long to prepare as the whole grant, even if there is nothing to do
 */
record GrantForm(Way way, boolean patient, boolean plain) {

  /** All that there are. */
  static List<GrantForm> all() {
    return Arrays.stream(Way.values())
        .flatMap(
            way ->
                Stream.of(true, false)
                    .flatMap(
                        patient ->
                            Stream.of(true, false)
                                .map(plain -> new GrantForm(way, patient, plain))))
        .toList();
  }

  /** The one that grants these wishes. */
  static GrantForm of(Way way, boolean patient, List<Wish> wishes) {
    return new GrantForm(
        way,
        patient,
        wishes.stream().allMatch(wish -> wish.ticket() == null && wish.key() == null));
  }
}
