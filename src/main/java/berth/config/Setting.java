package berth.config;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting, by its name in the environment and by that in the configuration.
 *
 * @param example of a value that will do
 */
record Setting(String variable, String property, String example, Check check) {

  private static final String NOT_SET = "is not set";

  /** Looks at what was given for a setting, if anything was. */
  interface Check {

    /** What is wrong with it; {@code null} for nothing. */
    @Nullable String complaint(Optional<String> given);
  }

  /** Looks at a value, which is not empty. */
  interface ValueCheck {

    /** What is wrong with it; {@code null} for nothing. */
    @Nullable String complaint(String value);
  }

  /** It must have a value. */
  static Check required(ValueCheck check) {
    return given -> given.isEmpty() ? NOT_SET : nonEmpty(check).complaint(given);
  }

  /** It may have a value; an empty one is none. */
  static Check optional(ValueCheck check) {
    return given -> given.filter(value -> !value.isEmpty()).map(check::complaint).orElse(null);
  }

  /**
   * It may be left out, but not be empty, which would take the place of its default. The default
   * itself is not there yet in a native executable, which has no application.properties to read.
   */
  static Check defaulted(ValueCheck check) {
    return given -> given.isEmpty() ? null : nonEmpty(check).complaint(given);
  }

  private static Check nonEmpty(ValueCheck check) {
    return given ->
        given.map(value -> value.isEmpty() ? NOT_SET : check.complaint(value)).orElse(null);
  }

  /**
   * One line on what is wrong with it, if anything is.
   *
   * @param values the value of a property as it was written, empty when it is not set
   */
  Optional<String> complaint(Function<String, Optional<String>> values) {
    return Optional.ofNullable(check.complaint(values.apply(property).map(String::strip)))
        .map(what -> variable + " " + what + "; for example " + variable + "=" + example);
  }
}
