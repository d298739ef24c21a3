package berth.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Turns traces on when an operator names where they go, and says nothing else about them. */
public final class TracesInterceptor implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1;

  private static final String DISABLED = "quarkus.otel.sdk.disabled";
  private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";

  /** The ordinal of application.properties. What operators set is above. */
  private static final int OF_THIS_SERVICE = 250;

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    return name.equals(DISABLED)
            && value != null
            && !isSet(value)
            && isSet(context.proceed(ENDPOINT))
        ? value.withValue("false")
        : value;
  }

  private static boolean isSet(@Nullable ConfigValue value) {
    return value != null && value.getConfigSourceOrdinal() > OF_THIS_SERVICE;
  }
}
