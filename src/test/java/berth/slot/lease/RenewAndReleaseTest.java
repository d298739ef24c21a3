package berth.slot.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.AtOnce;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Renewing and releasing slots, and slots whose lease ran out. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class RenewAndReleaseTest extends OwnSubscription {

  private static final String PATH = "/v2/slots/midjourney";

  @Test
  void renew_heldSlot_runsFromNowOn() {
    caller.configured("sim-" + user, 1);
    Answer taken = caller.take("{\"leaseSeconds\": 3600}");

    Answer renewed = caller.renew(taken.text("slot"), 60);

    assertThat(renewed.status()).isEqualTo(200);
    assertThat(renewed.json().path("leaseSeconds").asInt()).isBetween(59, 60);
    assertThat(Instant.parse(renewed.text("leasedUntil")))
        .isBefore(Instant.parse(taken.text("leasedUntil")));
    assertThat(renewed.json().path("fence")).isEqualTo(taken.json().path("fence"));
  }

  @Test
  void renew_withoutBody_leasesForAsLongAgain() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take("{\"leaseSeconds\": 3600}").text("slot");

    assertThat(renewed(slot)).isBetween(3_599, 3_600);
    caller.renew(slot, 60);
    assertThat(renewed(slot)).isBetween(59, 60);
    assertThat(renewed(slot)).isBetween(59, 60);
    caller.release(slot);
    assertThat(renewed(caller.taken())).isBetween(299, 300);
  }

  private int renewed(String slot) {
    Answer answer = caller.send("POST", PATH + "/" + slot + "/renew", null);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("leaseSeconds").asInt();
  }

  @Test
  void renew_returnsTheStatusOfTheAccount_andNoneOfADeletedAccount() {
    String channel = caller.configured("sim-" + user, 1);
    String slot = caller.taken();

    assertThat(caller.renew(slot, 60).text("status")).isEqualTo("active");
    caller.pause(channel);
    assertThat(caller.renew(slot, 60).text("status")).isEqualTo("paused");
    caller.deleteAccount(channel);
    assertThat(caller.renew(slot, 60).json().has("status")).isFalse();
  }

  @Test
  void renew_releasedSlot_isGone() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take().text("slot");
    caller.release(slot);

    assertThat(caller.renew(slot, 60).status()).isEqualTo(410);
    assertThat(caller.slot(slot).status()).isEqualTo(410);
  }

  @Test
  void renew_wrongLease_isRefused() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take().text("slot");

    assertThat(caller.renew(slot, 4).status()).isEqualTo(400);
  }

  @Test
  void release_twice_succeedsTwice_untilAnotherHolderHasTheSlot() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take().text("slot");

    assertThat(caller.release(slot)).hasToString("204 ");
    assertThat(caller.release(slot)).hasToString("204 ");
    String strangers = caller.take().text("slot");
    assertThat(caller.release(slot).status()).isEqualTo(410);
    assertThat(caller.slot(strangers).status()).isEqualTo(200);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void release_manyAtOnce_freesOnePlace() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take().text("slot");

    AtOnce.run(8, number -> caller.release(slot));

    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void lease_thatRanOut_isFreeWithoutASweeper_andItsHolderGets410() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take("{\"leaseSeconds\": 5}").text("slot");
    assertThat(caller.take().status()).isEqualTo(429);

    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> caller.slot(slot).status() == 410);

    assertThat(caller.renew(slot, 60).status()).isEqualTo(410);
    assertThat(caller.release(slot).status()).isEqualTo(410);
    String strangers = caller.take().text("slot");
    assertThat(caller.release(slot).status()).isEqualTo(410);
    assertThat(caller.renew(slot, 60).status()).isEqualTo(410);
    assertThat(caller.slot(strangers).status()).isEqualTo(200);
  }
}
