package berth.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkTest {

  private static final List<Integer> ALL = IntStream.range(0, 41).boxed().toList();

  @Test
  void smallest_failingForTwoThatAreFarApart_isThoseTwo() {
    assertThat(Shrink.smallest(ALL, some -> some.containsAll(List.of(3, 38))))
        .containsExactly(3, 38);
  }

  @Test
  void smallest_failingForAnyFew_isAsManyAndNoMore() {
    assertThat(Shrink.smallest(ALL, some -> some.size() >= 5)).hasSize(5);
  }

  @Test
  void smallest_failingForAll_isAll() {
    assertThat(Shrink.smallest(ALL, ALL::equals)).isEqualTo(ALL);
  }

  @Test
  void smallest_failingAnyway_isNothing() {
    assertThat(Shrink.smallest(ALL, some -> true)).isEmpty();
  }
}
