package berth.slot.idempotency;

import berth.problem.ErrorCatalogue;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An idempotency key that a request has made its own.
 *
 * @param key 1 to 128 visible ASCII characters
 * @param owner the request, and no other
 */
public record IdempotencyKey(String key, UUID owner) {

  private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

  /**
   * The key that a caller sent.
   *
   * @throws berth.problem.ProblemException when it is none, or there are several
   */
  public static String checked(List<String> keys) {
    if (keys.size() != 1 || !KEY.matcher(keys.get(0)).matches()) {
      throw ErrorCatalogue.malformedHeader("Idempotency-Key").asException();
    }
    return keys.get(0);
  }
}
