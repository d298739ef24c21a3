package berth.account.store;

import berth.database.NativeSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Reads what a subscription allows, within a transaction that is about to write one of its
 * accounts. What the caller's authentication found may be a second old. The lock keeps an
 * administrator from changing it until the transaction ends.
 */
@ApplicationScoped
public class SubscriptionLimits {

  private static final String READ = "SELECT quantity, max_jobs FROM subscription WHERE id = ?1 ";

  /**
   * What a subscription allows.
   *
   * @param quantity how many accounts
   * @param maxJobs the ceiling of the {@code maxJobs} of its accounts
   */
  public record Limits(int quantity, int maxJobs) {}

  /** For changing an account; empty when the subscription has been deleted. */
  public Uni<Optional<Limits>> forChange(long subscriptionId) {
    return read(subscriptionId, "FOR SHARE");
  }

  /** For adding an account: only one transaction at a time adds one. */
  public Uni<Optional<Limits>> forNewAccount(long subscriptionId) {
    return read(subscriptionId, "FOR NO KEY UPDATE");
  }

  private static Uni<Optional<Limits>> read(long subscriptionId, String lock) {
    return NativeSql.optional(READ + lock, Object[].class, subscriptionId)
        .map(row -> row.map(limits -> new Limits((Integer) limits[0], (Integer) limits[1])));
  }
}
