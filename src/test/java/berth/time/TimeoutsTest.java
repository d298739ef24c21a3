package berth.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeoutsTest {

  private static final String OF_CONNECTIONS = "quarkus.datasource.reactive.additional-properties.";

  @Test
  void timeoutsOfPostgreSql_areThoseOfTheSettings() throws IOException {
    Properties settings = new Properties();
    try (Reader file =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      settings.load(file);
    }

    assertThat(settings)
        .containsEntry(OF_CONNECTIONS + "lock_timeout", Timeouts.LOCK.toMillis() + "ms")
        .containsEntry(OF_CONNECTIONS + "statement_timeout", Timeouts.STATEMENT.toMillis() + "ms")
        .containsEntry(
            OF_CONNECTIONS + "idle_in_transaction_session_timeout",
            Timeouts.SETTLED.toSeconds() + "s");
  }

  @Test
  void innerTimeouts_endFirst() {
    assertThat(
            Stream.of(Timeouts.LOCK, Timeouts.STATEMENT, Timeouts.RESULT, Timeouts.SETTLED)
                .map(Duration::toMillis))
        .containsExactly(1_500L, 1_900L, 1_950L, 2_000L);
    assertThat(Timeouts.CONNECT).isLessThan(Timeouts.CONNECTION);
    assertThat(Timeouts.CONNECTION).isLessThan(Timeouts.RESULT);
    assertThat(Timeouts.SILENCE)
        .isEqualTo(Duration.ofSeconds(4))
        .isGreaterThan(Timeouts.CONNECTION_IDLE.plus(Timeouts.IDLE_CHECK).plus(Timeouts.STATEMENT));
    assertThat(Timeouts.POD_ALIVE).isEqualTo(Duration.ofMillis(1_200));
  }
}
