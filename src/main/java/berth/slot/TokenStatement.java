package berth.slot;

import berth.secret.Encrypted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the tokens of the accounts that slots were granted on. It is a statement of its own, after
 * the grant: that one may have begun before a token was replaced, and would return the old one.
 */
@ApplicationScoped
class TokenStatement {

  /** A channel has one owner, and so at most one account. */
  private static final String TOKENS =
      """
      SELECT subscription_id, channel, token_key_id, token_ciphertext
        FROM account
       WHERE (subscription_id, channel) IN (SELECT * FROM unnest($1::bigint[], $2::text[]))
      """;

  private record Account(long subscriptionId, String channel) {}

  private final Pool pool;

  TokenStatement(Pool pool) {
    this.pool = pool;
  }

  /** The tokens, in the order of the leases; empty where the account was deleted since. */
  Uni<List<Optional<Encrypted>>> tokens(List<HeldLease> leases) {
    List<Account> accounts =
        leases.stream()
            .map(lease -> new Account(lease.subscriptionId(), lease.id().channel()))
            .toList();
    return pool.preparedQuery(TOKENS)
        .execute(
            Tuple.of(
                accounts.stream().map(Account::subscriptionId).toArray(Long[]::new),
                accounts.stream().map(Account::channel).toArray(String[]::new)))
        .map(TokenStatement::byAccount)
        .map(
            tokens ->
                accounts.stream()
                    .map(account -> Optional.ofNullable(tokens.get(account)))
                    .toList());
  }

  private static Map<Account, Encrypted> byAccount(RowSet<Row> rows) {
    Map<Account, Encrypted> tokens = new HashMap<>();
    for (Row row : rows) {
      tokens.put(
          new Account(row.getLong("subscription_id"), row.getString("channel")),
          new Encrypted(
              row.getString("token_key_id"), row.getBuffer("token_ciphertext").getBytes()));
    }
    return tokens;
  }
}
