package berth.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Strips white space around values, as {@link StartCheck} does: a secret that was made from a file
 * ends in a line break. A password is not stripped, since it may begin or end with blanks.
 */
public final class TrimmingInterceptor implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1;

  /** For the configuration, which finds the class in META-INF/services. */
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
