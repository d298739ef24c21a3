package berth.pods;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.ChiSquare;
import berth.slot.grant.UnevenPool;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The accounts that two packaged pods draw together. */
@Tag("concurrent")
@Execution(ExecutionMode.SAME_THREAD)
class UniformPodsIT extends TwoPods {

  private static final Logger LOG = Logger.getLogger(UniformPodsIT.class);

  private static final int GRANTS = Integer.getInteger("berth.uniform.grants", 6_000);
  private static final int GRANTS_ONE_BY_ONE = GRANTS / 5;

  @Test
  void grantsInBatches_areUniformOverAccountsBelowTheirLimit_someBeingFull() {
    assertUniform(UniformPodsIT::grantsInBatches);
  }

  @Test
  void grantsOneByOne_areUniformOverAccounts_whateverTheirSize() {
    assertUniform(UniformPodsIT::grantsOneByOne);
  }

  private static void assertUniform(Function<String, List<Integer>> grants) {
    List<Integer> counts = grants.apply("first");
    double critical = ChiSquare.critical(counts.size());
    double statistic = ChiSquare.of(counts);
    LOG.infof(
        "Chi-square of %d grants over two pods: %.2f",
        counts.stream().mapToInt(Integer::intValue).sum(), statistic);
    if (statistic > critical) {
      // once in a thousand times by chance; never twice in a row, but for a bias
      statistic = ChiSquare.of(grants.apply("second"));
    }
    assertThat(statistic).isLessThan(critical);
  }

  /** Takes slots of the accounts of two callers, so that seven threads at once use each. */
  private static List<Integer> grantsInBatches(String name) {
    List<Api> callers = IntStream.range(0, 2).mapToObj(pod -> caller(pod, 20)).toList();
    List<UnevenPool> pools =
        IntStream.range(0, 2)
            .mapToObj(number -> UnevenPool.configure(callers.get(number), name + "-" + number))
            .toList();
    AtOnce.run(
        14,
        number -> {
          Api caller = callers.get(number % 2);
          for (int i = 0; i < GRANTS / 14; i++) {
            Answer taken = caller.at(pods().url(number / 2 + i)).take();
            assertThat(taken.status()).isEqualTo(201);
            pools.get(number % 2).count(taken.text("channel"));
            caller.at(pods().url(i)).release(taken.text("slot"));
          }
          return number;
        });
    return sums(pools.stream().map(UnevenPool::counts).toList());
  }

  /**
   * Accounts of one slot to fifteen, three of them with one slot left. Four callers take them, each
   * with accounts of its own, so that no caller takes another one's slots.
   */
  private static List<Integer> grantsOneByOne(String name) {
    List<Integer> limits = List.of(1, 3, 8, 15, 15);
    return sums(
        AtOnce.run(
            4,
            number -> {
              Api caller = caller(number, limits.size());
              List<String> channels =
                  IntStream.range(0, limits.size())
                      .mapToObj(
                          i ->
                              caller.configured(
                                  "sim-" + name + "-" + number + "-" + i, limits.get(i)))
                      .toList();
              hold(caller, channels.get(2), 7);
              hold(caller, channels.get(3), 14);
              int[] granted = new int[limits.size()];
              for (int i = 0; i < GRANTS_ONE_BY_ONE / 4; i++) {
                Answer taken = caller.take();
                assertThat(taken.status()).isEqualTo(201);
                granted[channels.indexOf(taken.text("channel"))]++;
                caller.release(taken.text("slot"));
              }
              return IntStream.of(granted).boxed().toList();
            }));
  }

  private static Api caller(int pod, int quantity) {
    return pods()
        .admin(pod)
        .subscribed("{\"name\": \"uniform\", \"quantity\": %d}".formatted(quantity));
  }

  private static void hold(Api caller, String channel, int slots) {
    String pinned = "{\"channel\": \"%s\", \"leaseSeconds\": 3600}".formatted(channel);
    for (int i = 0; i < slots; i++) {
      assertThat(caller.take(pinned).status()).isEqualTo(201);
    }
  }

  private static List<Integer> sums(List<List<Integer>> counts) {
    return IntStream.range(0, counts.get(0).size())
        .mapToObj(i -> counts.stream().mapToInt(each -> each.get(i)).sum())
        .toList();
  }
}
