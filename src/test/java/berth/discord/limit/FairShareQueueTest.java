package berth.discord.limit;

import static org.assertj.core.api.Assertions.assertThat;

import berth.discord.limit.FairShareQueue.Admission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairShareQueueTest {

  private static final int PLACES = 8;

  private final FairShareQueue<String> queue =
      new FairShareQueue<>(PLACES, Duration.ofSeconds(6), Duration.ofSeconds(10));

  private long now = -5_000_000_000L;

  private List<CompletableFuture<Admission>> enter(String owner, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> queue.enter(owner, now).toCompletableFuture())
        .toList();
  }

  private void pass(double seconds) {
    now += (long) (seconds * 1_000_000_000L);
  }

  private void leave(String owner, double seconds) {
    queue.leave(owner, (long) (seconds * 1_000_000_000L), now);
  }

  private static long begun(List<CompletableFuture<Admission>> entered) {
    return entered.stream()
        .filter(admission -> admission.getNow(null) instanceof Admission.Admitted)
        .count();
  }

  private static List<Admission.Refused> refused(List<CompletableFuture<Admission>> entered) {
    List<Admission.Refused> refused = new ArrayList<>();
    entered.forEach(
        admission -> {
          if (admission.getNow(null) instanceof Admission.Refused late) {
            refused.add(late);
          }
        });
    return refused;
  }

  @Test
  void alone_anOwnerGetsHalfOfThePlaces_inTheOrderOfComing() {
    List<CompletableFuture<Admission>> entered = enter("a", 6);

    assertThat(entered)
        .map(CompletableFuture::isDone)
        .containsExactly(true, true, true, true, false, false);

    leave("a", 1);

    assertThat(entered)
        .map(CompletableFuture::isDone)
        .containsExactly(true, true, true, true, true, false);
  }

  @Test
  void newcomers_findAPlace_howeverManyOthersWait() {
    enter("a", 20);

    assertThat(begun(enter("b", 1))).isEqualTo(1);
    assertThat(begun(enter("c", 1))).isEqualTo(1);
    assertThat(begun(enter("d", 1))).isEqualTo(1);
  }

  @Test
  void placeThatIsFree_goesToWhoeverHasFewest_andTheyTakeTurns() {
    List<CompletableFuture<Admission>> a = enter("a", 20);
    List<CompletableFuture<Admission>> b = enter("b", 20);
    assertThat(begun(a)).isEqualTo(4);
    assertThat(begun(b)).isEqualTo(2);

    for (int i = 0; i < 6; i++) {
      leave(i % 2 == 0 ? "a" : "b", 0.2);
    }

    // of each three run now, and two places are for whoever comes new
    assertThat(begun(a) - 3).isEqualTo(3);
    assertThat(begun(b) - 3).isEqualTo(3);
  }

  @Test
  void turnsThatWouldComeTooLate_areRefusedOnArrival_withAPauseThatFitsTheLine() {
    List<CompletableFuture<Admission>> entered = enter("a", 40);

    // four at once, a second each as far as is known: 24 more begin within six seconds
    assertThat(begun(entered)).isEqualTo(4);
    assertThat(refused(entered))
        .hasSize(12)
        .allSatisfy(
            late ->
                assertThat(late.pause()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7)));
    assertThat(entered.subList(28, 40)).allMatch(CompletableFuture::isDone);
  }

  @Test
  void workThatTakesLonger_hasTheLastRefused_asSoonAsThatIsKnown() {
    List<CompletableFuture<Admission>> entered = enter("a", 28);
    assertThat(refused(entered)).isEmpty();

    pass(4);
    IntStream.range(0, 4).forEach(i -> leave("a", 4));

    assertThat(begun(entered)).isEqualTo(8);
    assertThat(refused(entered)).hasSizeGreaterThan(10);
    assertThat(entered.get(8)).isNotDone();
    assertThat(entered.get(27)).isDone();
  }

  @Test
  void slowWorkOfOneOwner_isNotHeldAgainstOthers() {
    enter("a", 4);
    pass(10);
    IntStream.range(0, 3).forEach(i -> leave("a", 10));

    List<CompletableFuture<Admission>> entered = enter("b", 10);

    assertThat(refused(entered)).isEmpty();
  }

  @Test
  void whoeverWaitedForTooLong_isRefused_andNotBegunByChance() {
    List<CompletableFuture<Admission>> entered = enter("a", 6);

    pass(6);
    queue.refuseLate(now);

    assertThat(refused(entered)).hasSize(2);
    leave("a", 6);
    assertThat(begun(entered)).isEqualTo(4);
  }

  @Test
  void lineThatIsEmpty_isForgotten_andItsPlacesAreFree() {
    enter("a", 4);
    IntStream.range(0, 4).forEach(i -> leave("a", 3));

    assertThat(begun(enter("a", 4))).isEqualTo(4);
  }
}
