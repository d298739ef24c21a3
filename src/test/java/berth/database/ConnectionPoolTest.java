package berth.database;

import static org.assertj.core.api.Assertions.assertThatCode;

import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ConnectionPoolTest {

  @Inject Pool pool;

  /** Connections that are silent for too long are closed, but not while they are in use. */
  @Test
  void statement_afterAPause_mayTakeAllItsTime() {
    for (int pause = 1_000; pause <= 2_000; pause += 500) {
      Uni<?> statement =
          pool.query("SELECT 1")
              .execute()
              .onItem()
              .delayIt()
              .by(Duration.ofMillis(pause))
              .chain(() -> pool.query("SELECT pg_sleep(1.8)").execute());
      assertThatCode(() -> statement.await().atMost(Duration.ofSeconds(10)))
          .as("after %d ms", pause)
          .doesNotThrowAnyException();
    }
  }
}
