package berth.request;

import berth.error.ErrorCatalogue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list that a caller requests.
 *
 * @param limit maximum number of entries, 1 to {@value #MAX_LIMIT} unless it is {@link #ALL}
 * @param after the key after which the page begins; empty for the first page
 */
public record Page(int limit, String after) {

  /** The whole list, after which no page follows. */
  public static final Page ALL = new Page(Integer.MAX_VALUE, "");

  private static final int MAX_LIMIT = 1_000;
  private static final int DEFAULT_LIMIT = 100;
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");
  private static final Pattern KEY = Pattern.compile("\\d{1,64}");

  /**
   * Reads query parameters; {@code null} stands for one that was not sent.
   *
   * @throws berth.error.ErrorException when one is invalid
   */
  public static Page of(@Nullable String limit, @Nullable String after) {
    return new Page(limit(limit), after(after));
  }

  /** The same with another maximum, which is the default, too. */
  public static Page of(@Nullable String limit, @Nullable String after, int most) {
    return new Page(limit == null ? most : limit(limit, most), after(after));
  }

  /**
   * Reads the parameter {@code limit}; {@code null} stands for one that was not sent.
   *
   * @throws berth.error.ErrorException when it is invalid
   */
  public static int limit(@Nullable String limit) {
    return limit == null ? DEFAULT_LIMIT : limit(limit, MAX_LIMIT);
  }

  private static String after(@Nullable String after) {
    if (after != null && !KEY.matcher(after).matches()) {
      throw ErrorCatalogue.malformed("after").asException();
    }
    return after == null ? "" : after;
  }

  private static int limit(String limit, int most) {
    if (!INTEGER.matcher(limit).matches()) {
      throw ErrorCatalogue.notAnInteger("limit").asException();
    }
    int value = Integer.parseInt(limit);
    if (value < 1) {
      throw ErrorCatalogue.below("limit", value, 1).asException();
    }
    if (value > most) {
      throw ErrorCatalogue.above("limit", value, most).asException();
    }
    return value;
  }
}
