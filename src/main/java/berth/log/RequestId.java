package berth.log;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request, by which a caller and an operator speak of the same request. It is in the
 * header {@value #HEADER} of the response, and in each log line that the request causes.
 */
public final class RequestId {

  /** The header of requests and of responses. */
  public static final String HEADER = "X-Request-Id";

  /** The field of log lines. */
  private static final String FIELD = "requestId";

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private RequestId() {}

  /**
   * The id of a request: the caller's own, or a new one of 32 characters if the caller sent none,
   * or none of 1 to 64 letters, digits, {@code -} and {@code _}.
   */
  public static String of(@Nullable String sent) {
    return sent != null && SANE.matcher(sent).matches() ? sent : random();
  }

  /** Not of a secure random source: an id only has to differ from others. */
  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /** Puts the id in the log lines of the current Vert.x context. */
  static void set(String id) {
    MDC.put(FIELD, id);
  }
}
