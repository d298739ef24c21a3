package berth.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Creates the connection pool of the service, for the benchmark. */
public final class ServicePool {

  /** The prefix of the session settings that the service sends to PostgreSQL when it connects. */
  private static final String SESSION_PREFIX = "quarkus.datasource.reactive.additional-properties.";

  /** The default of Quarkus, which the service uses. */
  private static final int SIZE = 20;

  private record Configured(
      Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
      implements PgPoolCreator.Input {}

  private ServicePool() {}

  /** Opens a pool of connections to the database. */
  public static Pool open(Vertx vertx, String url, String user, String password) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(url)
            .setUser(user)
            .setPassword(password)
            .setCachePreparedStatements(true);
    Properties settings = settings();
    settings.stringPropertyNames().stream()
        .filter(name -> name.startsWith(SESSION_PREFIX))
        .forEach(
            name ->
                options.addProperty(
                    name.substring(SESSION_PREFIX.length()), settings.getProperty(name)));
    return Pool.newInstance(
        new ConnectionPool(Optional.empty())
            .create(new Configured(vertx, new PoolOptions().setMaxSize(SIZE), List.of(options))));
  }

  /**
   * Notifications whose connection is made at the first {@code listen}, so never in the benchmark
   * of cycles.
   */
  public static Notifications notifications(Vertx vertx) {
    return new Notifications(vertx, new ConnectionPool(Optional.empty()));
  }

  private static Properties settings() {
    Properties settings = new Properties();
    try (InputStream file = ServicePool.class.getResourceAsStream("/application.properties")) {
      settings.load(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return settings;
  }
}
