package berth.database;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Writes the URL of a database on several servers as Quarkus reads it for the pool: as that of each
 * server, separated by commas. JDBC takes it as it is.
 */
public final class ServerUrls implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1;

  private static final String POOL = "quarkus.datasource.reactive.url";

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    return value != null && name.equals(POOL) && isUrl(value.getValue())
        ? value.withValue(String.join(",", DatabaseUrl.servers(value.getValue())))
        : value;
  }

  /** When the service is built, it is the expression that names the setting. */
  private static boolean isUrl(@Nullable String value) {
    return value != null && value.startsWith("postgresql:");
  }
}
