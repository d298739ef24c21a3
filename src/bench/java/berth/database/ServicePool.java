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

/** The service's own pool of connections, in a program that is not the service. */
public final class ServicePool {

  /** What the service configures, with the session settings that are sent at connect. */
  private static final String SESSION = "quarkus.datasource.reactive.additional-properties.";

  /** What Quarkus takes when nothing is configured. */
  private static final int SIZE = 20;

  private record Configured(
      Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
      implements PgPoolCreator.Input {}

  private ServicePool() {}

  /** Opens one to the database. */
  public static Pool open(Vertx vertx, String url, String user, String password) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(url)
            .setUser(user)
            .setPassword(password)
            .setCachePreparedStatements(true);
    Properties settings = settings();
    settings.stringPropertyNames().stream()
        .filter(name -> name.startsWith(SESSION))
        .forEach(
            name ->
                options.addProperty(name.substring(SESSION.length()), settings.getProperty(name)));
    return Pool.newInstance(
        new ConnectionPool(Optional.empty())
            .create(new Configured(vertx, new PoolOptions().setMaxSize(SIZE), List.of(options))));
  }

  /** A connection for notifications that is not made before somebody listens. */
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
