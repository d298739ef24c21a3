package berth.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EpisodeTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Episode episode = new Episode();

  @Test
  void signs_ofOneEpisode_areToldOnce_andCountedAtItsEnd() {
    assertThat(episode.sign(0)).isTrue();
    assertThat(episode.sign(3 * SECOND)).isFalse();
    assertThat(episode.end(7 * SECOND)).isEmpty();
    assertThat(episode.sign(7 * SECOND)).isFalse();

    assertThat(episode.end(12 * SECOND)).contains(new Episode.Past(3, Duration.ofSeconds(7)));
    assertThat(episode.end(13 * SECOND)).isEmpty();
    assertThat(episode.sign(14 * SECOND)).isTrue();
  }
}
