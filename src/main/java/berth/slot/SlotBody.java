package berth.slot;

import berth.error.ErrorCatalogue;
import berth.request.JsonBody;
import berth.slot.lease.SlotRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests for slots. Each method throws a {@link berth.error.ErrorException}
 * when a parameter is wrong.
 */
final class SlotBody {

  private static final int DEFAULT_SECONDS = 300;
  private static final int MAX_RENEWED = 1_000;
  private static final int LONGEST_CHANNEL = 64;
  private static final int LONGEST_REF = 256;

  private SlotBody() {}

  /** The body of a request to take a slot. */
  static SlotRequest take(JsonBody body) {
    String channel = body.optionalText("channel", LONGEST_CHANNEL);
    if (channel != null && channel.isBlank()) {
      throw ErrorCatalogue.malformed("channel").asException();
    }
    return new SlotRequest(
        channel,
        body.optionalInteger(
            "leaseSeconds", SlotRequest.SHORTEST, SlotRequest.LONGEST, DEFAULT_SECONDS),
        body.optionalText("ref", LONGEST_REF));
  }

  /** The slots whose leases are to be renewed together, without duplicates. */
  static List<String> slots(JsonBody body) {
    return body.requiredTexts("slots", MAX_RENEWED).stream().distinct().toList();
  }

  /** The duration of a renewal; {@code null} for the duration that the lease had. */
  static @Nullable Integer renewalSeconds(JsonBody body) {
    return body.optionalInteger("leaseSeconds", SlotRequest.SHORTEST, SlotRequest.LONGEST);
  }
}
