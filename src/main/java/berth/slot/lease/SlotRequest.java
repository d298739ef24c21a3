package berth.slot.lease;

import berth.problem.ErrorCatalogue;
import berth.request.RequestBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request for a slot.
 *
 * @param channel the channel whose account must grant the slot; {@code null} for any
 * @param leaseSeconds the duration of the lease, {@value #SHORTEST} to {@value #LONGEST}
 * @param ref the caller's own note
 */
public record SlotRequest(@Nullable String channel, int leaseSeconds, @Nullable String ref) {

  /** The shortest lease, in seconds. */
  static final int SHORTEST = 5;

  /** The longest lease, in seconds. */
  public static final int LONGEST = 3600;

  private static final int DEFAULT = 300;
  private static final int MAX_RENEWED = 1_000;
  private static final int LONGEST_CHANNEL = 64;
  private static final int LONGEST_REF = 256;

  /**
   * Reads the parameters.
   *
   * @throws berth.problem.ProblemException when one is wrong
   */
  public static SlotRequest of(RequestBody body) {
    String channel = body.optionalText("channel", LONGEST_CHANNEL);
    if (channel != null && channel.isBlank()) {
      throw ErrorCatalogue.malformed("channel").asException();
    }
    return new SlotRequest(
        channel,
        body.optionalInteger("leaseSeconds", SHORTEST, LONGEST, DEFAULT),
        body.optionalText("ref", LONGEST_REF));
  }

  /** The slots whose leases are to be renewed together, without duplicates. */
  public static List<String> slots(RequestBody body) {
    return body.requiredTexts("slots", MAX_RENEWED).stream().distinct().toList();
  }

  /** The duration of a renewal; {@code null} for the duration that the lease had. */
  public static @Nullable Integer renewalSeconds(RequestBody body) {
    return body.optionalInteger("leaseSeconds", SHORTEST, LONGEST);
  }
}
