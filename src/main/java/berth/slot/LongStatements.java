package berth.slot;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgPool;
import jakarta.inject.Singleton;

/**
 * Lets the client keep the grant prepared: by default it does not for statements above 2,048
 * characters, and PostgreSQL would plan each anew, which takes longer than running it.
 */
@Singleton
class LongStatements implements PgPoolCreator {

  private static final int MAX_LENGTH = 8_192;

  @Override
  @SuppressWarnings("deprecation") // what Quarkus casts the pool to
  public PgPool create(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(options -> options.setPreparedStatementCacheSqlLimit(MAX_LENGTH));
    return PgPool.pool(input.vertx(), input.pgConnectOptionsList(), input.poolOptions());
  }
}
