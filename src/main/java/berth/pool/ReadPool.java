package berth.pool;

import berth.account.health.HealthDetails;
import berth.account.store.AccountEntity;
import berth.account.store.Accounts;
import berth.slot.history.GrantMinutes;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseIdCodec;
import berth.slot.overview.SlotOverview;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pool of a subscription. Its parts are read by one statement each, so what changes
 * meanwhile may be in one of them and not in another.
 */
@ApplicationScoped
class ReadPool {

  private static final int MAX_JOBS = 15;

  private final Accounts accounts;
  private final SlotOverview slots;
  private final PoolTotals totals;
  private final GrantMinutes minutes;
  private final DiscordState discord;

  ReadPool(
      Accounts accounts,
      SlotOverview slots,
      PoolTotals totals,
      GrantMinutes minutes,
      DiscordState discord) {
    this.accounts = accounts;
    this.slots = slots;
    this.totals = totals;
    this.minutes = minutes;
    this.discord = discord;
  }

  /** Reads the pool with the accounts after the channel. */
  Uni<PoolView> read(long subscriptionId, String after, int limit, LeaseIdCodec ids) {
    return accounts
        .listRowsAfter(subscriptionId, after, limit + 1)
        .flatMap(
            rows -> {
              List<AccountEntity> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
              String last = shown.isEmpty() ? after : shown.get(shown.size() - 1).channel();
              return Uni.combine()
                  .all()
                  .unis(
                      slots.executingAfter(
                          subscriptionId, after, Short.MAX_VALUE, last, limit * MAX_JOBS),
                      totals.count(subscriptionId),
                      minutes.last(subscriptionId),
                      discord.budgetLeft())
                  .with(
                      (leases, counted, granted, budgetLeft) ->
                          new PoolView(
                              counted.at(),
                              counted.free(),
                              counted.held(),
                              counted.waiting(),
                              counted.oldestWaiterSince(),
                              counted.accounts(),
                              granted,
                              new PoolView.DiscordView(
                                  budgetLeft, discord.isCircuitOpen(subscriptionId)),
                              places(shown, jobs(subscriptionId, leases, ids)),
                              rows.size() > limit ? last : null));
            });
  }

  private static Map<String, List<PoolView.JobView>> jobs(
      long subscriptionId, List<Lease> leases, LeaseIdCodec ids) {
    Map<String, List<PoolView.JobView>> jobs = new HashMap<>();
    for (Lease lease : leases) {
      jobs.computeIfAbsent(lease.id().channel(), channel -> new ArrayList<>())
          .add(
              new PoolView.JobView(
                  ids.format(subscriptionId, lease.id()),
                  lease.ref(),
                  lease.grantedAt(),
                  lease.leasedUntil()));
    }
    return jobs;
  }

  private static List<PoolView.PlaceView> places(
      List<AccountEntity> rows, Map<String, List<PoolView.JobView>> jobs) {
    return rows.stream()
        .map(
            row ->
                PoolView.PlaceView.of(
                    row.channel(),
                    row.maxJobs(),
                    HealthDetails.of(row.health()),
                    jobs.getOrDefault(row.channel(), List.of())))
        .toList();
  }
}
