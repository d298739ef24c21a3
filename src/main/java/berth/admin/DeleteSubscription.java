package berth.admin;

import berth.account.edit.SubscriptionAccounts;
import berth.context.Uncancelled;
import berth.subscription.Subscriptions;
import berth.subscription.Subscriptions.Deletion;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes a subscription. */
@ApplicationScoped
class DeleteSubscription {

  private final Subscriptions subscriptions;
  private final SubscriptionAccounts accounts;

  DeleteSubscription(Subscriptions subscriptions, SubscriptionAccounts accounts) {
    this.subscriptions = subscriptions;
    this.accounts = accounts;
  }

  /** Deletes the subscription and its API tokens, unless it has accounts. */
  Uni<Deletion> delete(long id) {
    return subscriptions.delete(id);
  }

  /**
   * Deletes the accounts first, as callers would, even if the client disconnects. No account can be
   * added from its beginning on.
   */
  Uni<Deletion> deleteWithAccounts(long id) {
    return Uncancelled.of(
        subscriptions
            .close(id)
            .flatMap(
                found ->
                    found
                        ? accounts.deleteAll(id).chain(() -> subscriptions.delete(id))
                        : Uni.createFrom().item(Deletion.NOT_FOUND)));
  }
}
