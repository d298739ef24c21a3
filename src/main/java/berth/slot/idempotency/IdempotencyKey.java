package berth.slot.idempotency;

import berth.error.ErrorCatalogue;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An idempotency key, and the request that owns it or tries to.
 *
 * @param key 1 to 128 visible ASCII characters
 * @param owner identifies the request, and no other
 */
public record IdempotencyKey(String key, UUID owner) {

  private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

  /**
   * Checks the key that a caller sent.
   *
   * @param keys the values of all headers of that name
   * @throws berth.error.ErrorException when the key is malformed, or there are several
   */
  public static String checked(List<String> keys) {
    if (keys.size() != 1 || !KEY.matcher(keys.get(0)).matches()) {
      throw ErrorCatalogue.malformedHeader("Idempotency-Key").asException();
    }
    return keys.get(0);
  }
}
