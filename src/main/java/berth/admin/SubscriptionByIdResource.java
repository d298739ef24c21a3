package berth.admin;

import berth.account.edit.SubscriptionAccounts;
import berth.auth.AdminOnly;
import berth.context.Uncancelled;
import berth.error.ErrorCatalogue;
import berth.request.JsonBody;
import berth.subscription.SubscriptionPatch;
import berth.subscription.Subscriptions;
import berth.time.Timeouts;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /admin/subscriptions/{id}}: one subscription. */
@AdminOnly
class SubscriptionByIdResource implements SubscriptionByIdApi {

  private final Subscriptions subscriptions;
  private final SubscriptionAccounts accounts;
  private final DeleteSubscription deleteSubscription;

  SubscriptionByIdResource(
      Subscriptions subscriptions,
      SubscriptionAccounts accounts,
      DeleteSubscription deleteSubscription) {
    this.subscriptions = subscriptions;
    this.accounts = accounts;
    this.deleteSubscription = deleteSubscription;
  }

  @Override
  public Uni<SubscriptionView> find(long id) {
    return subscriptions
        .find(id)
        .map(found -> found.map(SubscriptionView::of).orElseThrow(this::noSuchSubscription));
  }

  @Override
  public Uni<SubscriptionView> update(long id, JsonBody body) {
    SubscriptionPatch patch = SubscriptionPatch.of(body);
    return subscriptions
        .update(id, patch)
        .map(found -> found.map(SubscriptionView::of).orElseThrow(this::noSuchSubscription))
        .invoke(() -> AdminLog.changed("updated", id).with("changed", patch.changedNames()).write())
        .call(
            () ->
                patch.maxJobs() == null
                    ? Uni.createFrom().voidItem()
                    : Uncancelled.of(accounts.lowerToCeiling(id)));
  }

  /** Answers when the API tokens have stopped in every pod. */
  @Override
  public Uni<Void> delete(long id, @Nullable String force) {
    boolean withAccounts = isForced(force);
    return (withAccounts
            ? deleteSubscription.deleteWithAccounts(id)
            : deleteSubscription.delete(id))
        .map(
            deletion ->
                switch (deletion) {
                  case DELETED -> deletion;
                  case HAS_ACCOUNTS -> throw ErrorCatalogue.hasAccounts().asException();
                  case NOT_FOUND -> throw noSuchSubscription();
                })
        .invoke(() -> AdminLog.changed("deleted", id).with("withAccounts", withAccounts).write())
        .onItem()
        .delayIt()
        .by(Timeouts.CALLER)
        .replaceWithVoid();
  }

  private static boolean isForced(@Nullable String force) {
    return switch (Optional.ofNullable(force).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ErrorCatalogue.malformed("force", "It is one of true, false").asException();
    };
  }

  private RuntimeException noSuchSubscription() {
    return ErrorCatalogue.noSuchSubscription().asException();
  }
}
