package berth.metrics;

import berth.discord.limit.InvalidRequestBudget;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes how full the pool is. The database is asked when the metrics are read, at most every 15
 * seconds: a pod whose metrics nobody reads asks nothing. When the database can't be reached, these
 * metrics have no value (NaN).
 */
@ApplicationScoped
class PoolMetrics {

  private static final Duration MAX_AGE = Duration.ofSeconds(15);

  private final PoolFigures figures;
  private final InvalidRequestBudget budget;
  private volatile @Nullable Snapshot last;

  /**
   * What was read from the database.
   *
   * @param at when, by {@link System#nanoTime}
   */
  private record Snapshot(long at, PoolFigures.Figures pool, long budgetLeft) {}

  PoolMetrics(PoolFigures figures, InvalidRequestBudget budget, MeterRegistry meters) {
    this.figures = figures;
    this.budget = budget;
    for (String status : PoolFigures.STATUSES) {
      gauge("berth.accounts", snapshot -> snapshot.pool().accounts().getOrDefault(status, 0L))
          .description("Accounts, of all pods")
          .tag("status", status)
          .register(meters);
    }
    gauge("berth.slots", snapshot -> snapshot.pool().slots())
        .description("Slots of the accounts in rotation, of all pods")
        .register(meters);
    gauge("berth.slots.held", snapshot -> snapshot.pool().held())
        .description("Leases that run, of all pods")
        .register(meters);
    gauge("berth.discord.budget.left", Snapshot::budgetLeft)
        .description("Invalid requests that all pods together may still send to Discord")
        .register(meters);
    gauge("berth.events.undelivered", snapshot -> snapshot.pool().undelivered())
        .description("Events that are still to be sent to webhooks, of all pods")
        .register(meters);
    FunctionCounter.builder(
            "berth.overgrants", this, metrics -> metrics.value(one -> one.pool().overgrants()))
        .description("Accounts that were found over their limit; must stay 0")
        .register(meters);
  }

  /** Reads the database before the metrics are written. */
  void beforeMetrics(@Observes ManagementInterface management) {
    management.router().route("/q/metrics").order(-1).handler(this::refresh);
  }

  private void refresh(RoutingContext request) {
    Snapshot known = last;
    if (known != null && System.nanoTime() - known.at() < MAX_AGE.toNanos()) {
      request.next();
      return;
    }
    Uni.combine()
        .all()
        .unis(figures.read(), budget.left())
        .with((pool, left) -> new Snapshot(System.nanoTime(), pool, left))
        .subscribe()
        .with(
            read -> {
              last = read;
              request.next();
            },
            failure -> {
              last = null;
              request.next();
            });
  }

  private Gauge.Builder<PoolMetrics> gauge(String name, ToDoubleFunction<Snapshot> value) {
    return Gauge.builder(name, this, metrics -> metrics.value(value));
  }

  private double value(ToDoubleFunction<Snapshot> value) {
    Snapshot known = last;
    return known == null ? Double.NaN : value.applyAsDouble(known);
  }
}
