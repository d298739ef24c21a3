package berth.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each metric of the slots moves when it should. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class SlotMetricsTest extends OneAccount {

  private static final String REFUSED = "berth_slots_refused_total{reason=\"%s\"}";
  private static final String RELEASED = "berth_slots_released_total{outcome=\"%s\"}";
  private static final String LOST = "berth_lost_races_total{where=\"%s\"}";

  private static Scrape scrape() {
    return Scrape.of(RunningBerth.management());
  }

  /** How much the work has added to the series. */
  private static double added(String series, Runnable work) {
    double before = scrape().value(series);
    work.run();
    return scrape().value(series) - before;
  }

  @Test
  void grants_areCounted() {
    assertThat(added("berth_slots_granted_total", () -> caller.taken(3))).isEqualTo(3);
  }

  @Test
  void take_whenAllAccountsAreBusy_isCountedAsBusy() {
    caller.taken(3);

    assertThat(added(REFUSED.formatted("busy"), caller::take)).isOne();
  }

  @Test
  void take_withoutAccounts_isCountedAsUnconfigured() {
    assertThat(added(REFUSED.formatted("unconfigured"), () -> caller.take("{\"channel\": \"1\"}")))
        .isOne();
  }

  @Test
  void take_whenAllAccountsArePaused_isCountedAsOutOfRotation() {
    caller.pause(channel);

    assertThat(added(REFUSED.formatted("out_of_rotation"), caller::take)).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "done, outcome=done",
    "rejected, outcome=rejected",
    "limited, outcome=limited&retryAfter=1",
    "moderated, outcome=moderated&message=x"
  })
  void release_isCountedByItsOutcome_andItsHolderMeasured(String outcome, String query) {
    String slot = caller.taken();
    double measured = scrape().value("berth_slot_held_seconds_count");

    assertThat(
            added(
                RELEASED.formatted(outcome),
                () -> {
                  caller.release(slot, query);
                  caller.release(slot, query);
                }))
        .isOne();
    assertThat(scrape().value("berth_slot_held_seconds_count") - measured).isOne();
  }

  @Test
  void release_measuresHowLongTheSlotWasHeld() throws SQLException {
    String slot = caller.taken();
    update("UPDATE slot SET granted_at = granted_at - interval '40 s' WHERE channel = '%s'");

    assertThat(added("berth_slot_held_seconds_sum", () -> caller.release(slot)))
        .isBetween(40., 50.);
  }

  @Test
  void renewals_areCounted_oneByOneAndTogether() {
    List<String> slots = caller.taken(2);

    assertThat(
            added(
                "berth_slots_renewed_total",
                () -> {
                  caller.renew(slots.get(0), 60);
                  caller.post(
                      "/v2/slots/midjourney/renew",
                      "{\"slots\": [\"%s\", \"%s\"]}".formatted(slots.get(0), slots.get(1)));
                }))
        .isEqualTo(3);
  }

  @Test
  void grantOfASlotWhoseLeaseHadRunOut_countsTheLease() throws SQLException {
    caller.taken(3);
    update(
        "UPDATE slot SET leased_until = now() - interval '1 s' WHERE channel = '%s' AND number < 2");

    assertThat(added("berth_slots_expired_total", () -> caller.taken(2))).isEqualTo(2);
  }

  @Test
  void grantOfAReleasedSlot_countsNoExpiredLease() {
    caller.taken(3).forEach(caller::release);

    assertThat(added("berth_slots_expired_total", () -> caller.taken(3))).isZero();
  }

  @Test
  void waiter_isCountedWhileItWaits_andItsTimeAfterwards() {
    String held = caller.taken(3).get(0);
    double waits = scrape().value("berth_slot_wait_seconds_count");
    CompletableFuture<HttpResponse<String>> waiting = caller.waitForSlot("{}", 20);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              assertThat(scrape().value("berth_waiters")).isOne();
              assertThat(scrape().value("berth_oldest_waiter_seconds")).isPositive();
            });

    caller.release(held);

    assertThat(waiting.join().statusCode()).isEqualTo(201);
    assertThat(scrape().value("berth_slot_wait_seconds_count") - waits).isOne();
    assertThat(scrape().value("berth_waiters")).isZero();
    assertThat(scrape().value("berth_oldest_waiter_seconds")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"release", "renew"})
  void requestThatFindsItsRowLocked_andSucceedsLater_isALostRace(String where) throws Exception {
    String slot = caller.taken();
    try (Connection other = RunningBerth.database().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT 1 FROM slot WHERE channel = '" + channel + "' FOR UPDATE");
      double before = scrape().value(LOST.formatted(where));
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(
              () -> where.equals("renew") ? caller.renew(slot, 60) : caller.release(slot));
      await()
          .atMost(Duration.ofSeconds(5))
          .until(
              () ->
                  RunningBerth.database()
                          .number(
                              "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                      > 0);
      other.commit();

      assertThat(answer.join().status()).isIn(200, 204);
      assertThat(scrape().value(LOST.formatted(where)) - before).isOne();
    }
  }

  @Test
  void grantThatFindsAllFreeSlotsLocked_isALostRace() throws Exception {
    try (Connection other = RunningBerth.database().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT 1 FROM slot WHERE channel = '" + channel + "' FOR UPDATE");
      double before = scrape().value(LOST.formatted("grant"));
      CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(caller::take);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> scrape().value(LOST.formatted("grant")) > before);
      other.commit();

      assertThat(answer.join().status()).isEqualTo(201);
    }
  }

  @Test
  void batches_areMeasuredByTheirStatement() throws SQLException {
    Scrape before = scrape();
    String kept = "00000000-0000-0000-0000-" + channel.substring(channel.length() - 12);
    String slot = caller.take("{}", kept).text("slot");
    assertThat(caller.take("{\"channel\": \"1\"}", kept + "x").status()).isEqualTo(404);
    caller.renew(slot, 60);
    caller.post("/v2/slots/midjourney/renew", "{\"slots\": [\"%s\"]}".formatted(slot));
    caller.taken(2);
    assertThat(caller.waitForSlot("{}", 1).join().statusCode()).isEqualTo(429);
    caller.release(slot);
    // a draining slot whose lease has run out is resized by the next grant
    update("UPDATE slot SET state = 'DRAINING', leased_until = now() WHERE channel = '%s'");
    assertThat(caller.take().status()).isEqualTo(201);

    Scrape after = scrape();
    assertThat(
            List.of(
                "grant",
                "renew",
                "renew_many",
                "release",
                "resize",
                "claim_key",
                "give_up_key",
                "find_caller",
                "enter_queue",
                "wake_up"))
        .allSatisfy(
            statement -> {
              for (String figure : List.of("berth_batch_size_count", "berth_batch_seconds_count")) {
                String series = figure + "{statement=\"" + statement + "\"}";
                assertThat(after.value(series)).as(series).isGreaterThan(before.value(series));
              }
            });
  }

  private void update(String sql) throws SQLException {
    try (Connection connection = RunningBerth.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(channel));
    }
  }
}
