package berth.database;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Runs SQL in the current Hibernate session, and so in the current transaction. The parameters of a
 * statement are {@code ?1}, {@code ?2} and so on.
 */
public final class NativeSql {

  private NativeSql() {}

  /**
   * Runs a statement that writes.
   *
   * @return how many rows it wrote
   */
  public static Uni<Integer> update(String sql, Object... parameters) {
    return Panache.getSession()
        .flatMap(session -> bind(session.createNativeQuery(sql), parameters).executeUpdate());
  }

  /** Runs a statement that returns exactly one row. */
  public static <T> Uni<T> single(String sql, Class<T> type, Object... parameters) {
    return Panache.getSession()
        .flatMap(
            session -> bind(session.createNativeQuery(sql, type), parameters).getSingleResult());
  }

  /** Runs a statement that returns at most one row. */
  public static <T> Uni<Optional<T>> optional(String sql, Class<T> type, Object... parameters) {
    return Panache.getSession()
        .flatMap(
            session ->
                bind(session.createNativeQuery(sql, type), parameters).getSingleResultOrNull())
        .map(Optional::ofNullable);
  }

  private static <Q extends Mutiny.AbstractQuery> Q bind(Q query, Object... parameters) {
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    return query;
  }
}
