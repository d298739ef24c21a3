package berth.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database URL like {@code postgresql://host:port,host:port/database?parameters}. The database is
 * on the one of these servers that accepts writes. A comma in a parameter is written as {@code
 * %2C}.
 */
public final class DatabaseUrl {

  private static final Pattern FORM =
      Pattern.compile("postgresql://([^/?#]+)(/[^/?#,]+(\\?[^,]*)?)");
  private static final int MAX_PORT = 65_535;

  private DatabaseUrl() {}

  /**
   * The URLs of the database on each of its servers, in their order.
   *
   * @throws IllegalArgumentException when the URL is malformed, or has a user, for which there is a
   *     setting of its own
   */
  public static List<String> servers(String url) {
    Matcher parts = FORM.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException("No URL of a database");
    }
    return Arrays.stream(parts.group(1).split(",", -1))
        .map(server -> checked("postgresql://" + server + parts.group(2)))
        .toList();
  }

  private static String checked(String url) {
    try {
      URI server = new URI(url);
      if (server.getHost() != null
          && server.getRawUserInfo() == null
          && server.getPort() <= MAX_PORT) {
        return url;
      }
    } catch (URISyntaxException malformed) {
      // like a URL without a host
    }
    throw new IllegalArgumentException("No URL of a server");
  }
}
