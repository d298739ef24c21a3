package berth;

import berth.secret.Keyring;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the settings before anything is started, so that a wrong one is told in one line and not
 * in a stack trace. No message holds the value of a setting that may be secret.
 */
final class Settings {

  private static final int SHORTEST_TOKEN = 24;
  private static final int LONGEST_TOKEN = 512;

  /** A setting, by its name in the environment and by that in the configuration. */
  private record Setting(
      String variable, String property, boolean required, String example, Check check) {

    Optional<String> complaint(Function<String, Optional<String>> values) {
      Optional<String> value = values.apply(property).filter(text -> !text.isBlank());
      if (value.isEmpty()) {
        return required ? Optional.of(told("is not set")) : Optional.empty();
      }
      return value.map(check::complaint).map(this::told);
    }

    private String told(String what) {
      return variable + " " + what + "; for example " + variable + "=" + example;
    }
  }

  private interface Check {

    /** What is wrong with the value, {@code null} for nothing. */
    @Nullable String complaint(String value);
  }

  private static final List<Setting> ALL =
      List.of(
          new Setting(
              "BERTH_DATABASE_URL",
              "berth.database.url",
              true,
              "postgresql://localhost:5432/berth",
              value -> url(value, "postgresql")),
          new Setting(
              "BERTH_ENCRYPTION_KEYS",
              "berth.encryption-keys",
              true,
              "k1:$(openssl rand -base64 32)",
              Settings::keys),
          new Setting(
              "BERTH_DISCORD_URL",
              "berth.discord.url",
              false,
              "https://discord.com/api/v10",
              value -> url(value, "https", "http")),
          new Setting(
              "BERTH_ADMIN_TOKEN",
              "berth.admin-token",
              false,
              "$(openssl rand -hex 32)",
              Settings::token),
          new Setting(
              "BERTH_BOOTSTRAP_TOKEN",
              "berth.bootstrap-token",
              false,
              "$(openssl rand -hex 32)",
              Settings::token));

  private Settings() {}

  /**
   * What is wrong with the settings, one line each; none when they will do.
   *
   * @param values the value of a property, empty when it is not set
   */
  static List<String> complaints(Function<String, Optional<String>> values) {
    return ALL.stream().flatMap(setting -> setting.complaint(values).stream()).toList();
  }

  private static @Nullable String url(String value, String... schemes) {
    try {
      URI url = new URI(value);
      if (Stream.of(schemes).anyMatch(scheme -> scheme.equals(url.getScheme()))
          && url.getHost() != null
          && url.getRawUserInfo() == null) {
        return null;
      }
    } catch (URISyntaxException malformed) {
      // told like a URL of another kind
    }
    return "is no URL of the form " + schemes[0] + "://host:port/path";
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
    return value.length() < SHORTEST_TOKEN
            || value.length() > LONGEST_TOKEN
            || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)
        ? "must have " + SHORTEST_TOKEN + " to " + LONGEST_TOKEN + " visible ASCII characters"
        : null;
  }
}
