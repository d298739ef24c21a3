package berth.database;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Writes the URLs of the database as Quarkus reads them: for the pool that of each server,
 * separated by commas. JDBC takes it as it is.
 */
public final class ServerUrls implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1;

  private static final String POOL = "quarkus.datasource.reactive.url";
  private static final String MIGRATIONS = "quarkus.datasource.migrations.jdbc.url";
  private static final String SETTING = "berth.database.url";

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    if (value == null || value.getValue() == null) {
      return value;
    }
    String url = value.getValue().strip();
    // when the service is built, it is the expression that names the setting
    if (name.equals(POOL) && url.startsWith("postgresql:")) {
      return value.withValue(String.join(",", DatabaseUrl.servers(url)));
    }
    // a setting without a value is as good as none, but not to an expression with a default
    if (name.equals(MIGRATIONS) && url.equals("jdbc:")) {
      return value.withValue("jdbc:" + context.proceed(SETTING).getValue());
    }
    return value;
  }
}
