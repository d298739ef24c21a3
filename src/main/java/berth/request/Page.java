package berth.request;

import berth.problem.ErrorCatalogue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a list that a caller asks for.
 *
 * @param limit how many entries at most, 1 to {@value #MAX_LIMIT}, if it is not {@link #ALL}
 * @param after the key that the part begins behind; empty for the beginning of the list
 */
public record Page(int limit, String after) {

  /** The whole list, of which nothing more than it has follows. */
  public static final Page ALL = new Page(Integer.MAX_VALUE, "");

  private static final int MAX_LIMIT = 1_000;
  private static final int DEFAULT_LIMIT = 100;
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");
  private static final Pattern KEY = Pattern.compile("\\d{1,64}");

  /**
   * Reads the parameters of a query; what is {@code null} was not sent.
   *
   * @throws berth.problem.ProblemException when one is wrong
   */
  public static Page of(@Nullable String limit, @Nullable String after) {
    if (after != null && !KEY.matcher(after).matches()) {
      throw ErrorCatalogue.malformed("after").asException();
    }
    return new Page(limit == null ? DEFAULT_LIMIT : checked(limit), after == null ? "" : after);
  }

  private static int checked(String limit) {
    if (!INTEGER.matcher(limit).matches()) {
      throw ErrorCatalogue.notAnInteger("limit").asException();
    }
    int wanted = Integer.parseInt(limit);
    if (wanted < 1) {
      throw ErrorCatalogue.below("limit", wanted, 1).asException();
    }
    if (wanted > MAX_LIMIT) {
      throw ErrorCatalogue.above("limit", wanted, MAX_LIMIT).asException();
    }
    return wanted;
  }
}
