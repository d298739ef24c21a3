package berth.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.pod.MemoryLimit;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A pod with the memory limit of the manifest is attacked, and goes on serving other callers. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The limit of memory is set by a shell")
class AttackIT {

  private static final Logger LOG = Logger.getLogger(AttackIT.class);
  private static final int MEBIBYTES = 512;
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("berth.attack.seconds", 2));

  /** In a few seconds there are too few requests for a 99th percentile. */
  private static final boolean LONG = TIME.toSeconds() >= 60;

  /** Time that attackers and other tests on the same cores may cost; it is not the pod's fault. */
  private static final Duration SHARED_CORES = Duration.ofMillis(LONG ? 20 : 100);

  /** A subscription with 1,000 accounts, each with 15 slots that are held under a long note. */
  private static final String STOCK =
      """
      UPDATE subscription SET rotation_size = 1000 WHERE id = %1$s;
      INSERT INTO channel (channel, subscription_id, token_key_id, token_digest)
      SELECT 100000000000000000 + n, %1$s, 'none', sha256(n::text::bytea)
        FROM generate_series(1, 1000) AS n;
      INSERT INTO account (subscription_id, channel, discord_user_id, token_key_id,
                           token_ciphertext, max_jobs, status, place)
      SELECT %1$s, channel, channel, '2:k1', token_digest, 15, 'ACTIVE',
             row_number() OVER (ORDER BY channel) - 1
        FROM channel
       WHERE subscription_id = %1$s;
      INSERT INTO slot (subscription_id, channel, number, state, leased_until, granted_at, fence, ref)
      SELECT %1$s, channel, number, 'OPEN', now() + interval '1 hour', now(),
             nextval('slot_fence'), repeat(U&'\\+01F600', 256)
        FROM channel, generate_series(0, 14) AS number
       WHERE subscription_id = %1$s;
      """;

  private static final MemoryLimit LIMIT = new MemoryLimit(MEBIBYTES);

  private static SimulatedDiscord discord;
  private static TestDatabase database;
  private static Pod pod;
  private static Api other;

  @BeforeAll
  static void start() throws IOException {
    discord = SimulatedDiscord.start();
    database = TestDatabase.create();
    pod = Pod.start(Pods.settings(database, discord), LIMIT);
    Api admin = Pods.admin(pod);
    // on a busy machine the first requests of a pod may take too long
    await().until(() -> admin.get("/admin/subscriptions").status() == 200);
    other = admin.subscribed("{\"name\": \"other\", \"quantity\": 3}");
    other.configured("sim-1", 3);
  }

  @AfterAll
  static void stop() {
    pod.close();
    discord.close();
    LIMIT.close();
  }

  @Test
  void unreadResponses_delayNoOtherCaller() {
    compare("unread responses", () -> Attack.ofUnreadAnswers(pod.url(), 30)::close);
  }

  @Test
  void bodiesWithoutAnEnd_delayNoOtherCaller() {
    compare(
        "bodies without an end",
        () -> Attack.ofEndlessBodies(pod.url(), 2, bearer(String.valueOf(other.token())))::close);
    compare(
        "bodies without an end or a token", () -> Attack.ofEndlessBodies(pod.url(), 2, "")::close);
  }

  @Test
  void unreadLists_delayNoOtherCaller() {
    Api large = Pods.admin(pod).subscribed("{\"name\": \"large\", \"quantity\": 1000}");
    database.execute(STOCK.formatted(large.get("/v2/account").text("sub")));
    Answer page = large.get("/v2/slots/midjourney?limit=1000");
    assertThat(page.json().path("executing")).hasSize(15_000);

    compare(
        "unread lists",
        () -> Attack.ofUnreadLists(pod.url(), 30, bearer(String.valueOf(large.token())))::close);
  }

  /** Each response is larger than what the operating system buffers, so the rest is in memory. */
  @Test
  void unreadDescriptions_ofManyConnections_delayNoOtherCaller() {
    compare(
        "900 unread descriptions of the API",
        () -> HeldConnections.unreadDescriptions(pod.url(), 900)::close);
  }

  /** More than the pod accepts, so that there is room only because idle ones give way. */
  @Test
  void heldConnections_keepNobodyOut() {
    compare(
        "10,000 idle connections and 1,000 slow bodies",
        () -> {
          HeldConnections idle = HeldConnections.idle(pod.url(), 10_000);
          HeldConnections slow =
              HeldConnections.slowBodies(pod.url(), 1_000, String.valueOf(other.token()));
          return () -> {
            LOG.infof("Idle: %s; slow bodies: %s", idle, slow);
            idle.close();
            slow.close();
          };
        });
  }

  private void compare(String what, Supplier<Runnable> begin) {
    NormalCaller caller = new NormalCaller(other);
    caller.callFor(TIME.dividedBy(2)); // until the JVM has compiled what is needed
    NormalCaller.Measurement quiet = caller.callFor(TIME);
    NormalCaller.Measurement attacked;
    Runnable end = begin.get();
    try {
      attacked = caller.callFor(TIME);
    } finally {
      end.run();
    }
    NormalCaller.Measurement after = caller.callFor(TIME.dividedBy(2));
    LOG.infof(
        "%s, for %d s in %d MiB%s%n  quiet: %s%n  attacked: %s%n  after: %s",
        what,
        TIME.toSeconds(),
        MEBIBYTES,
        LIMIT.isEnforced() ? ", enforced" : "",
        quiet,
        attacked,
        after);

    assertThat(pod.isAlive()).isTrue();
    assertThat(attacked.failures()).isEmpty();
    if (LONG) {
      assertThat(attacked.p99()).isLessThan(bound(quiet, NormalCaller.Measurement::p99));
    }
    assertThat(attacked.p50()).isLessThan(bound(quiet, NormalCaller.Measurement::p50));
    assertThat(after.p50()).isLessThan(bound(quiet, NormalCaller.Measurement::p50));
  }

  private static Duration bound(
      NormalCaller.Measurement quiet, Function<NormalCaller.Measurement, Duration> figure) {
    Duration three = figure.apply(quiet).multipliedBy(3);
    return three.compareTo(SHARED_CORES) > 0 ? three : SHARED_CORES;
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }
}
