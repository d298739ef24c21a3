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

  private static long started(List<CompletableFuture<Admission>> entered) {
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
  void ownerThatIsAlone_getsHalfOfThePlaces_inOrderOfArrival() {
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
  void newOwners_getAPlace_howeverMuchWorkIsQueued() {
    enter("a", 20);

    assertThat(started(enter("b", 1))).isEqualTo(1);
    assertThat(started(enter("c", 1))).isEqualTo(1);
    assertThat(started(enter("d", 1))).isEqualTo(1);
  }

  @Test
  void freePlace_goesToTheOwnerWithTheFewest_inRoundRobinOrder() {
    List<CompletableFuture<Admission>> a = enter("a", 20);
    List<CompletableFuture<Admission>> b = enter("b", 20);
    assertThat(started(a)).isEqualTo(4);
    assertThat(started(b)).isEqualTo(2);

    for (int i = 0; i < 6; i++) {
      leave(i % 2 == 0 ? "a" : "b", 0.2);
    }

    // three of each run now, and two places are left for new owners
    assertThat(started(a) - 3).isEqualTo(3);
    assertThat(started(b) - 3).isEqualTo(3);
  }

  @Test
  void workThatWouldStartTooLate_isRefusedOnArrival_withAPauseThatFitsTheQueue() {
    List<CompletableFuture<Admission>> entered = enter("a", 40);

    // four at once, by the estimate a second each: 24 more start within six seconds
    assertThat(started(entered)).isEqualTo(4);
    assertThat(refused(entered))
        .hasSize(12)
        .allSatisfy(
            late ->
                assertThat(late.pause()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7)));
    assertThat(entered.subList(28, 40)).allMatch(CompletableFuture::isDone);
  }

  @Test
  void workThatTakesLonger_causesTheLastToBeRefused_asSoonAsThatIsKnown() {
    List<CompletableFuture<Admission>> entered = enter("a", 28);
    assertThat(refused(entered)).isEmpty();

    pass(4);
    IntStream.range(0, 4).forEach(i -> leave("a", 4));

    assertThat(started(entered)).isEqualTo(8);
    assertThat(refused(entered)).hasSizeGreaterThan(10);
    assertThat(entered.get(8)).isNotDone();
    assertThat(entered.get(27)).isDone();
  }

  @Test
  void slowWorkOfOneOwner_doesNotCauseRefusalsOfOthers() {
    enter("a", 4);
    pass(10);
    IntStream.range(0, 3).forEach(i -> leave("a", 10));

    List<CompletableFuture<Admission>> entered = enter("b", 10);

    assertThat(refused(entered)).isEmpty();
  }

  @Test
  void workThatWaitedTooLong_isRefused_andNotStartedLater() {
    List<CompletableFuture<Admission>> entered = enter("a", 6);

    pass(6);
    queue.refuseLate(now);

    assertThat(refused(entered)).hasSize(2);
    leave("a", 6);
    assertThat(started(entered)).isEqualTo(4);
  }

  @Test
  void emptyQueue_isForgotten_andItsPlacesAreFree() {
    enter("a", 4);
    IntStream.range(0, 4).forEach(i -> leave("a", 3));

    assertThat(started(enter("a", 4))).isEqualTo(4);
  }
}
