package berth.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The URLs as the service is configured with them. */
class ServerUrlsTest {

  private static final String POOL = "quarkus.datasource.reactive.url";
  private static final String MIGRATIONS = "quarkus.datasource.migrations.jdbc.url";

  @Test
  void severalServers_areAListForThePool_andOneUrlForJdbc() throws IOException {
    SmallRyeConfig config = config(Map.of("berth.database.url", "postgresql://a:1,b/berth"));

    assertThat(config.getConfigValue(POOL).getValue())
        .isEqualTo("postgresql://a:1/berth,postgresql://b/berth");
    assertThat(config.getConfigValue(MIGRATIONS).getValue())
        .isEqualTo("jdbc:postgresql://a:1,b/berth");
  }

  @Test
  void directUrl_isForMigrationsOnly() throws IOException {
    SmallRyeConfig config =
        config(
            Map.of(
                "berth.database.url", "postgresql://pooler/berth",
                "berth.database.direct-url", "postgresql://db/berth"));

    assertThat(config.getConfigValue(POOL).getValue()).isEqualTo("postgresql://pooler/berth");
    assertThat(config.getConfigValue(MIGRATIONS).getValue())
        .isEqualTo("jdbc:postgresql://db/berth");
  }

  @Test
  void directUrl_withoutAValue_isNotSet() throws IOException {
    SmallRyeConfig config =
        config(
            Map.of("berth.database.url", "postgresql://db/berth", "berth.database.direct-url", ""));

    assertThat(config.getConfigValue(MIGRATIONS).getValue())
        .isEqualTo("jdbc:postgresql://db/berth");
  }

  private static SmallRyeConfig config(Map<String, String> settings) throws IOException {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withInterceptors(new ServerUrls())
        .withSources(
            new PropertiesConfigSource(
                Objects.requireNonNull(
                    ServerUrlsTest.class.getResource("/application.properties"))),
            new PropertiesConfigSource(settings, "settings", 1_000))
        .build();
  }
}
