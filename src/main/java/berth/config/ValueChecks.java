package berth.config;

import berth.database.DatabaseUrl;
import berth.restore.AfterRestore;
import berth.secret.EncryptionKeys;
import berth.subscription.token.ApiToken;
import io.quarkus.runtime.configuration.DurationConverter;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks of the values of settings. Each returns what is wrong with the value, as the end of a
 * sentence, or {@code null} if nothing is. No message contains a value that may be secret.
 */
final class ValueChecks {

  private static final int MAX_PORT = 65_535;
  private static final int MAX_INVALID_REQUESTS = 5_000;

  /** More frequent checks would look to Discord like those of another kind of client. */
  private static final Duration SHORTEST_PERIOD = Duration.ofMinutes(1);

  private static final Duration LONGEST_UPGRADE = Duration.ofDays(7);

  private static final Duration LONGEST_PERIOD = Duration.ofDays(365);

  /** The characters of a bearer token by RFC 6750, and enough of them that it can't be guessed. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{24,512}");

  private ValueChecks() {}

  static @Nullable String databaseUrl(String value) {
    try {
      DatabaseUrl.servers(value);
      return null;
    } catch (IllegalArgumentException malformed) {
      return "is no URL of the form postgresql://host:port/database"
          + " or postgresql://host:port,host:port/database";
    }
  }

  static @Nullable String discordUrl(String value) {
    URI url = url(value);
    return url != null && List.of("https", "http").contains(String.valueOf(url.getScheme()))
        ? null
        : "is no URL of the form https://host/path";
  }

  /** The URL, if it has a host and no user information; {@code null} otherwise. */
  private static @Nullable URI url(String value) {
    try {
      URI url = new URI(value);
      boolean valid =
          url.getHost() != null && url.getRawUserInfo() == null && url.getPort() <= MAX_PORT;
      return valid ? url : null;
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  /** The configuration would read these characters as expressions and use another password. */
  static @Nullable String password(String value) {
    return value.contains("${") || value.contains("$$") || value.contains("\\")
        ? "can't hold ${, $$ or a backslash"
        : null;
  }

  static @Nullable String keys(String value) {
    try {
      EncryptionKeys.parse(value);
      return null;
    } catch (IllegalArgumentException malformed) {
      return "can't be read: " + malformed.getMessage();
    }
  }

  static @Nullable String token(String value) {
    if (new ApiToken(value).isMisspelled()) {
      return "looks like a token that Berth has made, but is misspelled";
    }
    return TOKEN.matcher(value).matches()
        ? null
        : "must have 24 to 512 characters, all letters, digits or one of . _ ~ + / = -";
  }

  /** At most half of the invalid requests for which Discord bans an address. */
  static @Nullable String invalidRequests(String value) {
    return value.matches("[1-9]\\d{0,3}") && Integer.parseInt(value) <= MAX_INVALID_REQUESTS
        ? null
        : "is no number from 1 to " + MAX_INVALID_REQUESTS;
  }

  static @Nullable String failedAuthentications(String value) {
    return value.matches("[1-9]\\d{0,6}") ? null : "is no number from 1 to 9999999";
  }

  /** Discord's ids are below 2^63. A larger number is the id of no user. */
  static @Nullable String snowflake(String value) {
    return value.matches("[1-9]\\d{14,18}") && new BigInteger(value).bitLength() < Long.SIZE
        ? null
        : "is no id of Discord's, which is a number of 15 to 19 digits below 2^63";
  }

  static @Nullable String period(String value) {
    try {
      Duration period = DurationConverter.parseDuration(value);
      return period.compareTo(SHORTEST_PERIOD) >= 0 && period.compareTo(LONGEST_PERIOD) <= 0
          ? null
          : "must be from a minute to a year";
    } catch (IllegalArgumentException malformed) {
      return "is no time like 24h or 90m";
    }
  }

  static @Nullable String flag(String value) {
    return value.equals("true") || value.equals("false") ? null : "is neither true nor false";
  }

  static @Nullable String past(String value) {
    try {
      Instant time = Instant.parse(value);
      if (time.isBefore(Instant.EPOCH)) {
        return "is too long ago";
      }
      return time.isBefore(Instant.now().plus(AfterRestore.CLOCK_SKEW)) ? null : "is in the future";
    } catch (DateTimeParseException malformed) {
      return "is no time like 2026-11-23T09:00:00Z";
    }
  }

  /** A time in the past is fine: the setting may stay after the upgrade. */
  static @Nullable String nearFuture(String value) {
    try {
      return Instant.parse(value).isBefore(Instant.now().plus(LONGEST_UPGRADE))
          ? null
          : "is more than a week ahead";
    } catch (DateTimeParseException malformed) {
      return "is no time like 2026-11-23T09:00:00Z";
    }
  }

  static @Nullable String port(String value) {
    return value.matches("\\d{1,5}") && Integer.parseInt(value) <= MAX_PORT
        ? null
        : "is no port from 0 to " + MAX_PORT;
  }
}
