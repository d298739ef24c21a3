package berth.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import berth.secret.DiscordToken;
import berth.secret.Encrypted;
import berth.secret.EncryptionKeys;
import berth.secret.TokenOwner;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys are replaced while pods run and die. */
@Tag("concurrent")
class KeyRotationIT {

  private static final Logger LOG = Logger.getLogger(KeyRotationIT.class);
  private static final int ACCOUNTS = Integer.getInteger("berth.encryption.accounts", 2_000);
  private static final Duration MOST = Duration.ofSeconds(60 + ACCOUNTS / 200);
  private static final String FIRST = "k1:YmVydGgtZGV2ZWxvcG1lbnQta2V5LW5vdC1zZWNyZXQ=";
  private static final String SECOND = "k2:c2Vjb25kLWRldmVsb3BtZW50LWtleS1uby1zZWNyZXQ=";
  private static final long FIRST_CHANNEL = 100_000_000_000_000_000L;

  private final List<Pod> pods = new ArrayList<>();
  private SimulatedDiscord discord;
  private TestDatabase database;

  @BeforeEach
  void start() throws IOException {
    discord = SimulatedDiscord.start();
    database = TestDatabase.create();
  }

  @AfterEach
  void stop() {
    pods.forEach(Pod::close);
    discord.close();
  }

  @Test
  void replacedKey_everyTokenIsReadableAtEveryMoment_andTheOldKeyCanGo() throws Exception {
    Pod before = pod(FIRST + "," + SECOND);
    Api caller =
        Pods.admin(before)
            .subscribed("{\"name\": \"rotated\", \"quantity\": %d}".formatted(ACCOUNTS));
    stock(Long.parseLong(caller.get("/v2/account").text("sub")));

    Pod victim = pod(SECOND + "," + FIRST);
    Pod survivor = pod(SECOND + "," + FIRST);
    long begun = System.nanoTime();
    try (Readers readers = new Readers(List.of(caller, caller.at(survivor.url())))) {
      await().atMost(MOST).until(() -> remaining() < ACCOUNTS);
      victim.kill();
      LOG.infof("Killed a pod when %d of %d tokens were left", remaining(), ACCOUNTS);
      // as in a roll-out; until then this pod makes its own first key that of all tokens
      readers.retire(caller);
      before.end();
      pod(SECOND + "," + FIRST).awaitReady();
      await().atMost(MOST).pollInterval(Duration.ofMillis(200)).until(() -> remaining() == 0);
      LOG.infof(
          "%d tokens were encrypted anew in %d ms; meanwhile %d were read",
          ACCOUNTS, (System.nanoTime() - begun) / 1_000_000, readers.read());
      assertThat(readers.failures()).as("%s", survivor.log()).isEmpty();
      assertThat(readers.read()).isPositive();
    }
    assertThat(Pods.admin(survivor).get("/admin/encryption"))
        .hasToString(
            "200 {\"keys\":[{\"id\":\"k2\",\"primary\":true,\"tokens\":%d},{\"id\":\"k1\",\"primary\":false,\"tokens\":0}]}"
                .formatted(ACCOUNTS));

    Pod after = pod(SECOND);
    Api there = caller.at(after.awaitReady().url());
    assertThat(there.get("/v2/account/midjourney?limit=1000").json())
        .hasSizeGreaterThanOrEqualTo(Math.min(ACCOUNTS, 1_000));
    // found by its digest, which is by the second key now
    assertThat(there.configure("sim-1", 2).text("error"))
        .isEqualTo("Channel " + (FIRST_CHANNEL + 1) + " configuration has same discord value");
    assertThat(lastLine(pod(FIRST))).contains("BERTH_ENCRYPTION_KEYS lacks the key k2");
  }

  @Test
  void duringAnUpgrade_earlierFormsAreAccepted_andNotAfterwards() throws SQLException {
    Pod migrating = pod(FIRST);
    Api caller = Pods.admin(migrating).subscribed("{\"name\": \"upgraded\", \"quantity\": 5}");
    String sub = caller.get("/v2/account").text("sub");
    migrating.end();
    String earlier = "token-that-a-pod-of-the-version-before-made";
    makeUntagged(earlier, sub);
    assertThat(lastLine(pod(FIRST))).contains("BERTH_EARLIER_PODS_UNTIL=");

    Pod during = pod(FIRST, Instant.now().plusSeconds(600));
    Api at = caller.at(during.awaitReady().url());
    String channel = at.configured("sim-earlier", 2);
    assertThat(keyOf(channel)).isEqualTo(List.of("k1"));
    assertThat(at.taken()).isNotEmpty();
    assertThat(at.as(earlier).get("/v2/account").status()).isEqualTo(200);
    await().until(() -> database.number("SELECT count(*) FROM api_token WHERE tag IS NULL") == 0);
    during.end();

    Pod afterwards = pod(FIRST, Instant.now().minusSeconds(1));
    at = caller.at(afterwards.awaitReady().url());
    makeUntagged("token-that-somebody-wrote-into-the-table", sub);
    await().until(() -> keyOf(channel).equals(List.of("2:k1")));
    assertThat(at.taken()).isNotEmpty();
    assertThat(at.as(earlier).get("/v2/account").status()).isEqualTo(200);
    assertThat(at.as("token-that-somebody-wrote-into-the-table").get("/v2/account").status())
        .isEqualTo(401);
  }

  private void makeUntagged(String token, String subscription) {
    database.execute(
        "INSERT INTO api_token (digest, subscription_id) VALUES (sha256('%s'), %s)"
            .formatted(token, subscription));
  }

  private List<String> keyOf(String channel) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement select =
            connection.prepareStatement("SELECT token_key_id FROM account WHERE channel = ?")) {
      select.setString(1, channel);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }

  private Pod pod(String keys) {
    return pod(keys, Instant.EPOCH);
  }

  private Pod pod(String keys, Instant earlierPodsUntil) {
    Map<String, String> settings = new HashMap<>(Pods.settings(database, discord));
    settings.put("BERTH_ENCRYPTION_KEYS", keys);
    settings.put("BERTH_EARLIER_PODS_UNTIL", earlierPodsUntil.toString());
    Pod pod = Pod.start(settings);
    pods.add(pod);
    return pod;
  }

  private static String lastLine(Pod pod) {
    assertThat(pod.exitStatus()).isEqualTo(1);
    return pod.log().get(pod.log().size() - 1);
  }

  private long remaining() {
    return database.number("SELECT count(*) FROM account WHERE token_key_id <> '2:k2'");
  }

  /** Accounts as pods with the first key would have stored them; their users are not asked. */
  private void stock(long subscription) throws SQLException {
    EncryptionKeys keys = EncryptionKeys.parse(FIRST);
    try (Connection connection = database.connect();
        PreparedStatement channels =
            connection.prepareStatement(
                "INSERT INTO channel (channel, subscription_id, token_key_id, token_digest)"
                    + " VALUES (?, ?, 'k1', ?)");
        PreparedStatement accounts =
            connection.prepareStatement(
                "INSERT INTO account (subscription_id, channel, discord_user_id, token_key_id,"
                    + " token_ciphertext, max_jobs, status, paused) VALUES (?, ?, ?, ?, ?, 3, 'ACTIVE', true)")) {
      connection.setAutoCommit(false);
      for (int n = 1; n <= ACCOUNTS; n++) {
        String channel = Long.toString(FIRST_CHANNEL + n);
        DiscordToken token = new DiscordToken("sim-" + n);
        Encrypted encrypted = keys.encrypt(token, new TokenOwner(subscription, channel));
        channels.setString(1, channel);
        channels.setLong(2, subscription);
        channels.setBytes(3, keys.digests(token).get(0).digest());
        channels.addBatch();
        accounts.setLong(1, subscription);
        accounts.setString(2, channel);
        accounts.setString(3, channel);
        accounts.setString(4, encrypted.keyId());
        accounts.setBytes(5, encrypted.bytes());
        accounts.addBatch();
        if (n % 5_000 == 0 || n == ACCOUNTS) {
          channels.executeBatch();
          accounts.executeBatch();
        }
      }
      connection.commit();
    }
  }

  /** Threads that read accounts at random, each at a pod of its own. */
  private static final class Readers implements AutoCloseable {

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger read = new AtomicInteger();
    private final Map<Api, Thread> threads = new HashMap<>();

    Readers(List<Api> callers) {
      for (Api caller : callers) {
        Thread thread = new Thread(() -> run(caller), "reader");
        threads.put(caller, thread);
        thread.start();
      }
    }

    private void run(Api caller) {
      while (!Thread.currentThread().isInterrupted()) {
        int n = 1 + ThreadLocalRandom.current().nextInt(ACCOUNTS);
        try {
          Answer answer = read(caller, Long.toString(FIRST_CHANNEL + n));
          if (answer.status() != 200
              || !answer.text("discord").equals(new DiscordToken("sim-" + n).masked())) {
            failures.add(answer.toString());
          }
          read.incrementAndGet();
        } catch (AssertionError | RuntimeException failure) {
          if (!Thread.currentThread().isInterrupted()) {
            failures.add(String.valueOf(failure));
          }
          return;
        }
      }
    }

    /**
     * A 503 is read again, as callers do: it comes from a busy machine and says nothing of a token.
     */
    private static Answer read(Api caller, String channel) {
      Answer answer = caller.account(channel);
      for (int tries = 1; answer.status() == 503 && tries < 3; tries++) {
        answer = caller.account(channel);
      }
      return answer;
    }

    void retire(Api caller) throws InterruptedException {
      Thread thread = threads.remove(caller);
      thread.interrupt();
      thread.join(10_000);
    }

    int read() {
      return read.get();
    }

    Queue<String> failures() {
      return failures;
    }

    @Override
    public void close() {
      threads.values().forEach(Thread::interrupt);
    }
  }
}
