package berth.pool;

import berth.discord.CircuitBreakers;
import berth.discord.limit.InvalidRequestBudget;
import berth.discord.limit.Requester;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Whether Berth can ask Discord, for people who watch the pool. */
@ApplicationScoped
class DiscordState {

  private final InvalidRequestBudget budget;
  private final CircuitBreakers breakers;

  DiscordState(InvalidRequestBudget budget, CircuitBreakers breakers) {
    this.budget = budget;
    this.breakers = breakers;
  }

  /** How many invalid requests all pods together may still send. */
  Uni<Long> budgetLeft() {
    return budget.left();
  }

  /** Whether a circuit breaker of the subscription is open in this pod. */
  boolean isCircuitOpen(long subscriptionId) {
    return breakers.isOpenFor(Requester.of(subscriptionId));
  }
}
