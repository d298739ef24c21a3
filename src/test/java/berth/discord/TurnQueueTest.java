package berth.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.discord.TurnQueue.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnQueueTest {

  private static final int PLACES = 8;

  private final TurnQueue<String> queue =
      new TurnQueue<>(PLACES, Duration.ofSeconds(6), Duration.ofSeconds(10));

  private long now = -5_000_000_000L;

  private List<CompletableFuture<Turn>> enter(String owner, int count) {
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

  private static long begun(List<CompletableFuture<Turn>> turns) {
    return turns.stream().filter(turn -> turn.getNow(null) instanceof Turn.Come).count();
  }

  private static List<Turn.Refused> refused(List<CompletableFuture<Turn>> turns) {
    List<Turn.Refused> refused = new ArrayList<>();
    turns.forEach(
        turn -> {
          if (turn.getNow(null) instanceof Turn.Refused late) {
            refused.add(late);
          }
        });
    return refused;
  }

  @Test
  void alone_anOwnerGetsHalfOfThePlaces_inTheOrderOfComing() {
    List<CompletableFuture<Turn>> turns = enter("a", 6);

    assertThat(turns)
        .map(CompletableFuture::isDone)
        .containsExactly(true, true, true, true, false, false);

    leave("a", 1);

    assertThat(turns)
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
    List<CompletableFuture<Turn>> a = enter("a", 20);
    List<CompletableFuture<Turn>> b = enter("b", 20);
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
    List<CompletableFuture<Turn>> turns = enter("a", 40);

    // four at once, a second each as far as is known: 24 more begin within six seconds
    assertThat(begun(turns)).isEqualTo(4);
    assertThat(refused(turns))
        .hasSize(12)
        .allSatisfy(
            late ->
                assertThat(late.pause()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7)));
    assertThat(turns.subList(28, 40)).allMatch(CompletableFuture::isDone);
  }

  @Test
  void workThatTakesLonger_hasTheLastRefused_asSoonAsThatIsKnown() {
    List<CompletableFuture<Turn>> turns = enter("a", 28);
    assertThat(refused(turns)).isEmpty();

    pass(4);
    IntStream.range(0, 4).forEach(i -> leave("a", 4));

    assertThat(begun(turns)).isEqualTo(8);
    assertThat(refused(turns)).hasSizeGreaterThan(10);
    assertThat(turns.get(8)).isNotDone();
    assertThat(turns.get(27)).isDone();
  }

  @Test
  void slowWorkOfOneOwner_isNotHeldAgainstOthers() {
    enter("a", 4);
    pass(10);
    IntStream.range(0, 3).forEach(i -> leave("a", 10));

    List<CompletableFuture<Turn>> turns = enter("b", 10);

    assertThat(refused(turns)).isEmpty();
  }

  @Test
  void whoeverWaitedForTooLong_isRefused_andNotBegunByChance() {
    List<CompletableFuture<Turn>> turns = enter("a", 6);

    pass(6);
    queue.refuseLate(now);

    assertThat(refused(turns)).hasSize(2);
    leave("a", 6);
    assertThat(begun(turns)).isEqualTo(4);
  }

  @Test
  void lineThatIsEmpty_isForgotten_andItsPlacesAreFree() {
    enter("a", 4);
    IntStream.range(0, 4).forEach(i -> leave("a", 3));

    assertThat(begun(enter("a", 4))).isEqualTo(4);
  }
}
