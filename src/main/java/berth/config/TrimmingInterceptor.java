package berth.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Leaves white space around values away, as {@link StartCheck} does: a secret that was made from a
 * file ends in a line break. But a password may have blanks at its ends.
 */
public final class TrimmingInterceptor implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1;

  /** For the configuration, which finds it in META-INF/services. */
  public TrimmingInterceptor() {}

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    return value != null && value.getValue() != null && isStripped(name)
        ? value.withValue(value.getValue().strip())
        : value;
  }

  private static boolean isStripped(String name) {
    return name.startsWith("berth.")
        ? !name.endsWith(".password")
        : name.endsWith(".url") || name.endsWith(".username");
  }
}
