package berth.slot.grant;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.AtOnce;
import berth.harness.ChiSquare;
import berth.harness.RunningBerth;
import berth.slot.lease.LeaseId;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.Leases;
import berth.slot.lease.ReleaseReason;
import berth.slot.lease.SlotRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** The accounts that one pod draws for many requests at once, so that it grants in batches. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class UniformityTest {

  private static final Logger LOG = Logger.getLogger(UniformityTest.class);
  private static final int POOLS = 8;

  /** Concurrent callers of each pool. */
  private static final int CALLERS = 7;

  private static final int GRANTS = Integer.getInteger("berth.uniform.grants", 6_000);

  @Inject Grants grants;
  @Inject Leases leases;
  @Inject GrantBatches batches;

  private final AccountDraw draw = new AccountDraw(new Random());

  @Test
  void grants_byDraws_areUniformOverAccountsBelowTheirLimit() {
    assertUniform("drawn", grants::first);
  }

  @Test
  void grants_bySearch_areUniformOverAccountsBelowTheirLimit() {
    assertUniform(
        "searched",
        request ->
            search(new GrantAttempt(request.withDraws(draw.more(100_000)), Selection.SEARCHED, 1)));
  }

  @Test
  void grants_amongAllAccounts_areUniformOverAccountsBelowTheirLimit() {
    assertUniform("all", grants::amongAll);
  }

  private Uni<GrantOutcome> search(GrantAttempt attempt) {
    return batches
        .grant(attempt)
        .flatMap(
            outcome ->
                outcome.fold(
                    decided -> Uni.createFrom().item(decided.outcome()),
                    missed -> Uni.createFrom().item(new GrantOutcome.Full()),
                    lost -> search(attempt.again()),
                    drained -> Uni.createFrom().item(new GrantOutcome.Full())));
  }

  private void assertUniform(String name, Function<GrantRequest, Uni<GrantOutcome>> selection) {
    double critical = ChiSquare.critical(UnevenPool.WITH_ROOM);
    double statistic = ChiSquare.of(grants(name + "-1", selection));
    LOG.infof("Chi-square of %d grants, %s: %.2f", GRANTS, name, statistic);
    if (statistic > critical) {
      // by chance once in a thousand times; twice in a row only if the draw is biased
      statistic = ChiSquare.of(grants(name + "-2", selection));
    }
    assertThat(statistic).isLessThan(critical);
  }

  /** The grants of each account, over several callers whose requests share batches. */
  private List<Integer> grants(String name, Function<GrantRequest, Uni<GrantOutcome>> selection) {
    List<UnevenPool> pools =
        IntStream.range(0, POOLS)
            .mapToObj(
                number ->
                    UnevenPool.configure(
                        RunningBerth.admin()
                            .subscribed("{\"name\": \"uniform\", \"quantity\": 20}"),
                        name + "-" + number))
            .toList();
    List<Long> subscriptions =
        pools.stream().map(pool -> pool.subscription(RunningBerth.database())).toList();
    AtOnce.run(
        POOLS * CALLERS,
        number -> {
          UnevenPool pool = pools.get(number % POOLS);
          long subscription = subscriptions.get(number % POOLS);
          for (int i = 0; i < GRANTS / (POOLS * CALLERS); i++) {
            LeaseId lease = granted(subscription, selection);
            pool.count(lease.channel());
            leases
                .release(new LeaseKey(subscription, lease), ReleaseReason.DONE)
                .await()
                .atMost(Duration.ofSeconds(10));
          }
          return number;
        });
    return IntStream.range(0, UnevenPool.WITH_ROOM)
        .mapToObj(i -> pools.stream().mapToInt(pool -> pool.counts().get(i)).sum())
        .toList();
  }

  private static LeaseId granted(
      long subscription, Function<GrantRequest, Uni<GrantOutcome>> selection) {
    GrantRequest request = GrantRequest.of(subscription, new SlotRequest(null, 60, null), null);
    GrantOutcome outcome = selection.apply(request).await().atMost(Duration.ofSeconds(10));
    return ((GrantOutcome.Granted) outcome).granted().id();
  }
}
