package berth.event;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The end of old events. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ForgetEventsTest extends OneAccount {

  @Inject ForgetEvents forgetEvents;

  @Test
  void events_olderThanTheSetting_areDeleted_andNoOthers_andIdsGoOn() {
    caller.pause(channel);
    RunningBerth.database()
        .execute(
            "UPDATE event SET at = at - interval '90 days' WHERE channel = '%s' AND type = 'account.created'"
                .formatted(channel));

    int deleted = forgetEvents.deleteSome().await().atMost(Duration.ofSeconds(5));

    assertThat(deleted).isOne();
    assertThat(
            RunningBerth.database()
                .texts("SELECT type FROM event WHERE channel = '" + channel + "' ORDER BY id"))
        .containsExactly("account.paused");
    caller.resume(channel);
    assertThat(caller.get("/v2/events?after=0").text("last")).isEqualTo("4");
  }
}
