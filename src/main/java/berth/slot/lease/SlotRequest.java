package berth.slot.lease;

import berth.problem.ErrorCatalogue;
import berth.request.RequestBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of a slot.
 *
 * @param channel the account that it has to be one of; {@code null} for any
 * @param leaseSeconds how long the lease shall run, {@value #SHORTEST} to {@value #LONGEST}
 * @param ref the caller's own note
 */
public record SlotRequest(@Nullable String channel, int leaseSeconds, @Nullable String ref) {

  static final int SHORTEST = 5;

  /** How many seconds no lease runs longer than. */
  public static final int LONGEST = 3600;

  private static final int DEFAULT = 300;
  private static final int MOST_RENEWED = 1_000;
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

  /** The leases that are to be renewed together, each once. */
  public static List<String> slots(RequestBody body) {
    return body.requiredTexts("slots", MOST_RENEWED).stream().distinct().toList();
  }

  /** For how long a lease is to be renewed; {@code null} for as long again. */
  public static @Nullable Integer renewalSeconds(RequestBody body) {
    return body.optionalInteger("leaseSeconds", SHORTEST, LONGEST);
  }
}
