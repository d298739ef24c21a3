package berth.slot;

import berth.problem.Problem;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An idempotency key that a request has made its own.
 *
 * @param key 1 to 128 visible ASCII characters
 * @param owner the request, and no other
 */
record OwnKey(String key, UUID owner) {

  private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

  /**
   * The key that a caller sent.
   *
   * @throws berth.problem.ProblemException when it is none
   */
  static String checked(String key) {
    if (!KEY.matcher(key).matches()) {
      throw Problem.malformedHeader("Idempotency-Key").asException();
    }
    return key;
  }
}
