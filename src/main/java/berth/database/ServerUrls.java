package berth.database;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the database URL into the forms that Quarkus reads. The pool gets the URLs of all
 * servers, separated by commas. JDBC takes the URL as it is.
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
    // While the service is built, the value is still an expression that names the setting.
    if (name.equals(POOL) && url.startsWith("postgresql:")) {
      return value.withValue(String.join(",", DatabaseUrl.servers(url)));
    }
    // An empty setting counts as not set, but an expression does not use its default then.
    if (name.equals(MIGRATIONS) && url.equals("jdbc:")) {
      return value.withValue("jdbc:" + context.proceed(SETTING).getValue());
    }
    return value;
  }
}
