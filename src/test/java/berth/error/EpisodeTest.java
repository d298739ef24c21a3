package berth.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EpisodeTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Episode episode = new Episode();

  @Test
  void failures_ofOneEpisode_areReportedOnce_andCountedAtItsEnd() {
    assertThat(episode.add(0)).isTrue();
    assertThat(episode.add(3 * SECOND)).isFalse();
    assertThat(episode.end(7 * SECOND)).isEmpty();
    assertThat(episode.add(7 * SECOND)).isFalse();

    assertThat(episode.end(12 * SECOND)).contains(new Episode.Summary(3, Duration.ofSeconds(7)));
    assertThat(episode.end(13 * SECOND)).isEmpty();
    assertThat(episode.add(14 * SECOND)).isTrue();
  }
}
