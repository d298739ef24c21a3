package berth.subscription.token;

import berth.database.Database;
import berth.database.NativeSql;
import berth.event.Actor;
import berth.event.EventLog;
import berth.event.EventType;
import berth.event.PoolEvent;
import berth.secret.KeyedDigest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stored API tokens. A change is in force in all pods a second after its commit. */
@ApplicationScoped
public class ApiTokens implements PanacheRepositoryBase<ApiTokenEntity, Long> {

  private static final String ADD_CHOSEN =
      """
      INSERT INTO api_token (digest, subscription_id, tag_key_id, tag) VALUES ($1, $2, $3, $4)
      """;

  private static final String FORGET_EXPIRED =
      """
      DELETE FROM api_token
       WHERE subscription_id = ?1 AND ends_at < now() - interval '30 days'
      """;

  /** Locks the subscription against its deletion. */
  private static final String SUBSCRIPTION_EXISTS =
      "SELECT id FROM subscription WHERE id = ?1 FOR KEY SHARE";

  private final TokenTags tags;
  private final EventLog events;

  ApiTokens(TokenTags tags, EventLog events) {
    this.tags = tags;
    this.events = events;
  }

  /**
   * A token that was just made.
   *
   * @param secret what the caller sends; it is nowhere else
   */
  public record Made(TokenInfo info, ApiToken secret) {}

  /** Makes a token within the current transaction. */
  public Uni<Made> add(long subscriptionId, NewToken params) {
    ApiToken secret = ApiToken.random();
    return persistAndFlush(
            new ApiTokenEntity(
                secret,
                params.name(),
                new Rights(subscriptionId, params.role(), params.expiresAt()),
                Instant.now(),
                tags))
        .map(row -> new Made(row.toInfo(), secret));
  }

  /** Stores a first token that the operator has chosen. */
  public Uni<?> addChosen(SqlConnection connection, long subscriptionId, ApiToken chosen) {
    KeyedDigest tag = tags.of(chosen.digest(), new Rights(subscriptionId, Role.FULL, null));
    return connection
        .preparedQuery(ADD_CHOSEN)
        .execute(
            Tuple.of(
                Buffer.buffer(chosen.digest()),
                subscriptionId,
                tag.keyId(),
                Buffer.buffer(tag.digest())));
  }

  /** Makes a token; empty when there is no such subscription. */
  public Uni<Optional<Made>> create(long subscriptionId, NewToken params) {
    return Database.withTimeout(
        Panache.withTransaction(
            () ->
                NativeSql.optional(SUBSCRIPTION_EXISTS, Long.class, subscriptionId)
                    .flatMap(
                        found ->
                            found.isEmpty()
                                ? Uni.createFrom().item(Optional.<Made>empty())
                                : NativeSql.update(FORGET_EXPIRED, subscriptionId)
                                    .chain(() -> add(subscriptionId, params))
                                    .call(
                                        made -> tell(EventType.TOKEN_CREATED, subscriptionId, made))
                                    .map(Optional::of))));
  }

  /** The tokens of the subscription, the oldest first; also those that have expired. */
  public Uni<List<TokenInfo>> list(long subscriptionId) {
    return Database.withTimeout(
        Panache.withSession(
            () ->
                find("subscriptionId = ?1 order by tokenId", subscriptionId)
                    .list()
                    .map(rows -> rows.stream().map(ApiTokenEntity::toInfo).toList())));
  }

  /**
   * Deletes the token.
   *
   * @return whether the subscription had it
   */
  public Uni<Boolean> delete(long subscriptionId, long id) {
    return Database.withTimeout(
        Panache.withTransaction(
            () ->
                delete("subscriptionId = ?1 and tokenId = ?2", subscriptionId, id)
                    .map(deleted -> deleted == 1)
                    .call(
                        deleted ->
                            deleted
                                ? events.write(
                                    subscriptionId,
                                    PoolEvent.of(EventType.TOKEN_REVOKED, Actor.ADMIN)
                                        .changed("id", id))
                                : Uni.createFrom().voidItem())));
  }

  private Uni<Void> tell(EventType type, long subscriptionId, Made made) {
    return events.write(
        subscriptionId,
        PoolEvent.of(type, Actor.ADMIN)
            .changed("id", made.info().id())
            .changed("name", made.info().name())
            .changed("role", made.info().role().apiName()));
  }

  /** The result of replacing a token. */
  public sealed interface Rotation {

    /** Applies the function of the case. */
    <R> R fold(Function<Made, R> replaced, Supplier<R> alreadyReplaced, Supplier<R> notFound);

    /** The successor was made. */
    record Replaced(Made successor) implements Rotation {

      @Override
      public <R> R fold(
          Function<Made, R> replaced, Supplier<R> alreadyReplaced, Supplier<R> notFound) {
        return replaced.apply(successor);
      }
    }

    /** The token has a successor already. */
    record AlreadyReplaced() implements Rotation {

      @Override
      public <R> R fold(
          Function<Made, R> replaced, Supplier<R> alreadyReplaced, Supplier<R> notFound) {
        return alreadyReplaced.get();
      }
    }

    /** The subscription has no such token, or the token has expired. */
    record NotFound() implements Rotation {

      @Override
      public <R> R fold(
          Function<Made, R> replaced, Supplier<R> alreadyReplaced, Supplier<R> notFound) {
        return notFound.get();
      }
    }
  }

  /**
   * Makes a token with the name, role and end of another one, which ends after the grace. The
   * subscription is locked before the token, as its deletion does.
   */
  public Uni<Rotation> rotate(long subscriptionId, long id, Duration grace) {
    return Database.withTimeout(
        Panache.withTransaction(
            () ->
                NativeSql.optional(SUBSCRIPTION_EXISTS, Long.class, subscriptionId)
                    .chain(() -> lock(subscriptionId, id))
                    .flatMap(row -> rotate(row, grace))));
  }

  private Uni<@Nullable ApiTokenEntity> lock(long subscriptionId, long id) {
    return find("subscriptionId = ?1 and tokenId = ?2", subscriptionId, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult();
  }

  private Uni<Rotation> rotate(@Nullable ApiTokenEntity row, Duration grace) {
    Instant now = Instant.now();
    if (row != null && row.replaced) {
      return Uni.createFrom().item(new Rotation.AlreadyReplaced());
    }
    if (row == null || row.isExpiredAt(now)) {
      return Uni.createFrom().item(new Rotation.NotFound());
    }
    NewToken successor = new NewToken(row.tokenName, row.role, row.endsAt);
    Instant end = now.plus(grace).truncatedTo(ChronoUnit.MICROS);
    row.replaced = true;
    if (row.endsAt == null || end.isBefore(row.endsAt)) {
      row.endAt(end, tags);
    }
    return NativeSql.update(FORGET_EXPIRED, row.subscriptionId)
        .chain(() -> add(row.subscriptionId, successor))
        .call(made -> tell(EventType.TOKEN_ROTATED, row.subscriptionId, made))
        .map(Rotation.Replaced::new);
  }
}
