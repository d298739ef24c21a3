package berth.slot.grant;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.ChiSquare;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountDrawTest {

  private static final int GRANTS = 100_000;

  private final AccountDraw draw = new AccountDraw(new Random(42));

  @Test
  void one_isOneDraw_moreAreNoneAmongFewAndManyAmongMany() {
    assertThat(draw.one()).hasSize(1);
    assertThat(draw.more(1_000)).isEmpty();
    assertThat(draw.more(1_001)).hasSize(AccountDraw.MANY_DRAWS);
  }

  @Test
  void draws_areBelowOne_andNotNegative() {
    assertThat(DoubleStream.generate(() -> draw.one().get(0)).limit(GRANTS).boxed().toList())
        .allMatch(draw -> draw >= 0 && draw < 1);
  }

  /** Like the statements, skips draws that fall on full accounts. */
  @Test
  void firstDrawThatFindsRoom_isUniformOverTheAccountsWithRoom() {
    List<Boolean> room = List.of(true, false, true, true, false, false, true, true);
    int[] granted = new int[room.size()];
    for (int i = 0; i < GRANTS; i++) {
      int account = -1;
      while (account < 0 || !room.get(account)) {
        account = (int) Math.floor(draw.one().get(0) * room.size());
      }
      granted[account]++;
    }
    List<Integer> counts =
        IntStream.range(0, room.size()).filter(room::get).map(i -> granted[i]).boxed().toList();
    assertThat(ChiSquare.of(counts)).isLessThan(ChiSquare.critical(counts.size()));
  }
}
