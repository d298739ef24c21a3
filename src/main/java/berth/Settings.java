package berth;

import berth.database.DatabaseUrl;
import berth.secret.Keyring;
import io.quarkus.runtime.configuration.DurationConverter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the settings before anything is started, so that a wrong one is told in one line and not
 * in a stack trace. No message holds the value of a setting that may be secret.
 */
final class Settings {

  private static final int MAX_PORT = 65_535;
  private static final int MAX_INVALID_REQUESTS = 5_000;

  /** More often Discord would take us for somebody else. */
  private static final Duration SHORTEST_PERIOD = Duration.ofMinutes(1);

  private static final Duration LONGEST_PERIOD = Duration.ofDays(365);

  /** By so much the clock of who writes a time down may be ahead of ours. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /** What a bearer token is made of by RFC 6750, and long enough not to be guessed. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{24,512}");

  private static final List<Setting> ALL =
      List.of(
          new Setting(
              "BERTH_DATABASE_URL",
              "berth.database.url",
              "postgresql://localhost:5432/berth",
              Settings::databaseUrl),
          new Setting(
              "BERTH_DATABASE_DIRECT_URL",
              "berth.database.direct-url",
              "postgresql://localhost:5432/berth",
              optional(Settings::databaseUrl)),
          new Setting(
              "BERTH_DATABASE_PASSWORD",
              "berth.database.password",
              "$(openssl rand -hex 16)",
              optional(Settings::password)),
          new Setting(
              "BERTH_ENCRYPTION_KEYS",
              "berth.encryption-keys",
              "k1:$(openssl rand -base64 32)",
              Settings::keys),
          new Setting(
              "BERTH_DISCORD_URL",
              "berth.discord.url",
              "https://discord.com/api/v10",
              Settings::discordUrl,
              true),
          new Setting(
              "BERTH_DISCORD_INVALID_REQUESTS",
              "berth.discord.invalid-requests",
              "500",
              optional(Settings::invalidRequests)),
          new Setting(
              "BERTH_ADMIN_TOKEN",
              "berth.admin-token",
              "$(openssl rand -hex 32)",
              optional(Settings::token)),
          new Setting(
              "BERTH_BOOTSTRAP_TOKEN",
              "berth.bootstrap-token",
              "$(openssl rand -hex 32)",
              optional(Settings::token)),
          new Setting(
              "BERTH_REVALIDATION_EVERY",
              "berth.revalidation.every",
              "24h",
              optional(Settings::period)),
          new Setting(
              "BERTH_RESTORED_AT",
              "berth.restored-at",
              "$(date -u +%FT%TZ)",
              optional(Settings::past)),
          new Setting("QUARKUS_HTTP_PORT", "quarkus.http.port", "8080", optional(Settings::port)));

  private interface Check {

    /**
     * What is wrong with the value, which is empty when it is not set; {@code null} for nothing.
     */
    @Nullable String complaint(String value);
  }

  /**
   * A setting, by its name in the environment and by that in the configuration.
   *
   * @param defaulted whether it has a default that the check would not let through as an empty
   *     value. The default itself is not there yet in a native executable, which has no
   *     application.properties to read.
   */
  private record Setting(
      String variable, String property, String example, Check check, boolean defaulted) {

    Setting(String variable, String property, String example, Check check) {
      this(variable, property, example, check, false);
    }

    Optional<String> complaint(Function<String, Optional<String>> values) {
      Optional<String> given = values.apply(property);
      if (defaulted && given.isEmpty()) {
        return Optional.empty();
      }
      String value = given.map(String::strip).orElse("");
      return Optional.ofNullable(value.isEmpty() ? unset() : check.complaint(value))
          .map(what -> variable + " " + what + "; for example " + variable + "=" + example);
    }

    private @Nullable String unset() {
      return check.complaint("") == null ? null : "is not set";
    }
  }

  private Settings() {}

  /**
   * What is wrong with the settings, one line each; none when they will do.
   *
   * @param values the value of a property as it was written, empty when it is not set
   */
  static List<String> complaints(Function<String, Optional<String>> values) {
    return ALL.stream().flatMap(setting -> setting.complaint(values).stream()).toList();
  }

  private static Check optional(Check check) {
    return value -> value.isEmpty() ? null : check.complaint(value);
  }

  private static @Nullable String databaseUrl(String value) {
    try {
      DatabaseUrl.servers(value);
      return null;
    } catch (IllegalArgumentException malformed) {
      return "is no URL of the form postgresql://host:port/database"
          + " or postgresql://host:port,host:port/database";
    }
  }

  private static @Nullable String discordUrl(String value) {
    URI url = url(value);
    return url != null && List.of("https", "http").contains(String.valueOf(url.getScheme()))
        ? null
        : "is no URL of the form https://host/path";
  }

  /**
   * A URL with a host and without a user, who has a setting of his own; {@code null} for others.
   */
  private static @Nullable URI url(String value) {
    try {
      URI url = new URI(value);
      boolean good =
          url.getHost() != null && url.getRawUserInfo() == null && url.getPort() <= MAX_PORT;
      return good ? url : null;
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  /** The configuration would take these for expressions, and use another password. */
  private static @Nullable String password(String value) {
    return value.contains("${") || value.contains("$$") || value.contains("\\")
        ? "can't hold ${, $$ or a backslash"
        : null;
  }

  private static @Nullable String keys(String value) {
    try {
      Keyring.parse(value);
      return null;
    } catch (IllegalArgumentException malformed) {
      return "can't be read: " + malformed.getMessage();
    }
  }

  private static @Nullable String token(String value) {
    return TOKEN.matcher(value).matches()
        ? null
        : "must have 24 to 512 characters, all letters, digits or one of . _ ~ + / = -";
  }

  /** At most half of what Discord bans for. */
  private static @Nullable String invalidRequests(String value) {
    return value.matches("[1-9]\\d{0,3}") && Integer.parseInt(value) <= MAX_INVALID_REQUESTS
        ? null
        : "is no number from 1 to " + MAX_INVALID_REQUESTS;
  }

  private static @Nullable String period(String value) {
    try {
      Duration period = DurationConverter.parseDuration(value);
      return period.compareTo(SHORTEST_PERIOD) >= 0 && period.compareTo(LONGEST_PERIOD) <= 0
          ? null
          : "must be from a minute to a year";
    } catch (IllegalArgumentException malformed) {
      return "is no time like 24h or 90m";
    }
  }

  private static @Nullable String past(String value) {
    try {
      return Instant.parse(value).isBefore(Instant.now().plus(CLOCK_SKEW))
          ? null
          : "is in the future";
    } catch (DateTimeParseException malformed) {
      return "is no time like 2026-11-23T09:00:00Z";
    }
  }

  private static @Nullable String port(String value) {
    return value.matches("\\d{1,5}") && Integer.parseInt(value) <= MAX_PORT
        ? null
        : "is no port from 0 to " + MAX_PORT;
  }
}
