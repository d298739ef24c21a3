package berth.config;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting: its name in the environment, its name in the configuration, and its check.
 *
 * @param example an example of a valid value
 */
record Setting(String variable, String property, String example, Check check) {

  private static final String NOT_SET = "is not set";

  /** Checks the value of a setting, which may be missing. */
  interface Check {

    /** What is wrong with the value; {@code null} if nothing is. */
    @Nullable String error(Optional<String> value);
  }

  /** Checks a value that is not empty. */
  interface ValueCheck {

    /** What is wrong with the value; {@code null} if nothing is. */
    @Nullable String error(String value);
  }

  /** The setting must have a value. */
  static Check required(ValueCheck check) {
    return given -> given.isEmpty() ? NOT_SET : nonEmpty(check).error(given);
  }

  /** The setting may have a value. An empty value counts as none. */
  static Check optional(ValueCheck check) {
    return given -> given.filter(value -> !value.isEmpty()).map(check::error).orElse(null);
  }

  /**
   * The setting may be left out, but not be empty: an empty value would replace its default. The
   * default itself can't be read here in a native executable, which has no application.properties.
   */
  static Check defaulted(ValueCheck check) {
    return given -> given.isEmpty() ? null : nonEmpty(check).error(given);
  }

  private static Check nonEmpty(ValueCheck check) {
    return given -> given.map(value -> value.isEmpty() ? NOT_SET : check.error(value)).orElse(null);
  }

  /**
   * One line that says what is wrong with the setting; empty if nothing is.
   *
   * @param values the value of a property as it was written; empty when it is not set
   */
  Optional<String> error(Function<String, Optional<String>> values) {
    return Optional.ofNullable(check.error(values.apply(property).map(String::strip)))
        .map(error -> variable + " " + error + "; for example " + variable + "=" + example);
  }
}
