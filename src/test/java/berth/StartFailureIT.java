package berth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.database.CrashableDatabase;
import berth.harness.database.TestDatabase;
import berth.harness.network.Gate;
import berth.harness.network.SelfSigned;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A start that fails at any time ends at once, and says in one line what to do. */
@Tag("concurrent")
class StartFailureIT {

  /** The timeout of a statement, and more for a busy machine. */
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  private SimulatedDiscord discord;
  private TestDatabase database;

  @BeforeEach
  void start() throws IOException {
    discord = SimulatedDiscord.start();
    database = TestDatabase.create();
  }

  @AfterEach
  void stop() {
    discord.close();
  }

  @Test
  void start_certificateThatIsNotTrusted_endsInOneLineThatSaysHowToTrustIt()
      throws IOException, SQLException {
    TestDatabase encrypted = encrypted(SelfSigned.create());

    assertEndsInOneLine(with(encrypted, "?sslmode=require"), "QUARKUS_DATASOURCE_REACTIVE_TRUST_");
    assertEndsInOneLine(with(encrypted, "?sslmode=verify-full"), "sslrootcert=");
  }

  /** Does what the line says. */
  @Test
  void start_certificateThatIsTrusted_serves() throws IOException, SQLException {
    SelfSigned own = SelfSigned.create();
    TestDatabase encrypted = encrypted(own);
    Map<String, String> settings =
        with(encrypted, "?sslmode=verify-full&sslrootcert=" + own.certificate());
    settings.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM", "true");
    settings.put(
        "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS", own.certificate().toString());
    settings.put("QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM", "HTTPS");

    try (Pod pod = Pod.start(settings)) {
      Pods.admin(pod)
          .subscribed("{\"name\": \"encrypted\", \"quantity\": 1}")
          .configured("sim-encrypted", 1);
      assertThat(
              encrypted.number(
                  "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                      + " WHERE ssl AND backend_type = 'client backend'"))
          .isPositive();
    }
  }

  /** Migrations connect directly, so only the service itself gets no response. */
  @Test
  void start_databaseThatIsSilent_endsAtOnce() throws IOException {
    URI url = URI.create(database.url());
    try (Gate gate = Gate.to(url.getHost(), url.getPort() < 0 ? 5432 : url.getPort())) {
      gate.fallSilent();
      Map<String, String> settings = new HashMap<>(Pods.settings(database, discord));
      settings.put("BERTH_DATABASE_DIRECT_URL", database.url());
      settings.put("BERTH_DATABASE_URL", "postgresql://127.0.0.1:" + gate.port() + url.getPath());
      settings.put("BERTH_BOOTSTRAP_TOKEN", "start-failure-token-not-secret");
      try (Pod pod = Pod.start(settings)) {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> pod.log().stream().anyMatch(line -> line.contains("now at version")));
        Instant migrated = Instant.now();

        assertThat(pod.exitStatus()).isEqualTo(1);
        assertThat(Duration.between(migrated, Instant.now())).isLessThan(AT_ONCE);
        assertThat(pod.log().get(pod.log().size() - 1))
            .startsWith("Berth can't start: the database can't be used (");
        assertThat(pod.log())
            .noneMatch(
                line -> line.startsWith("\tat ") || line.contains("could not be maintained"));
      }
    }
  }

  @Test
  void start_databaseOfSomethingElse_endsInOneLine() {
    database.execute("CREATE TABLE something_else (id integer)");

    assertEndsInOneLine(Pods.settings(database, discord), "a database of Berth's own");
  }

  @Test
  void start_invalidSettingOfQuarkus_isReportedInTheLastLine() {
    Map<String, String> settings = new HashMap<>(Pods.settings(database, discord));
    settings.put("QUARKUS_SHUTDOWN_TIMEOUT", "soon");

    // libraries print lines of their own before the log is set up
    try (Pod pod = Pod.start(settings)) {
      assertThat(pod.exitStatus()).isEqualTo(1);
      assertThat(pod.log().get(pod.log().size() - 1))
          .startsWith("Berth can't start: ")
          .contains("quarkus.shutdown.timeout");
      assertThat(pod.log()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  /** A port that is taken is noticed last, when everything else has started. */
  @Test
  void start_portThatIsTaken_endsAtOnce_andNothingGoesOn() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings = new HashMap<>(Pods.settings(database, discord));
      settings.put("QUARKUS_HTTP_PORT", Integer.toString(taken.getLocalPort()));
      assertEndsInOneLine(settings, "QUARKUS_HTTP_PORT=");
    }
  }

  private Map<String, String> with(TestDatabase encrypted, String parameters) {
    Map<String, String> settings = new HashMap<>(Pods.settings(encrypted, discord));
    settings.merge("BERTH_DATABASE_URL", parameters, String::concat);
    return settings;
  }

  /** Ignores what Flyway logs of its migrations. */
  private static void assertEndsInOneLine(Map<String, String> settings, String advice) {
    try (Pod pod = Pod.start(settings)) {
      assertThat(pod.exitStatus()).isEqualTo(1);
      assertThat(pod.log().stream().filter(line -> !line.contains("INFO  [org.flywaydb")))
          .singleElement()
          .asString()
          .startsWith("Berth can't start: ")
          .contains(advice);
    }
  }

  private static TestDatabase encrypted(SelfSigned own) throws IOException, SQLException {
    TestDatabase database = CrashableDatabase.start().database();
    database.execute("ALTER SYSTEM SET ssl_cert_file = '%s'".formatted(own.certificate()));
    database.execute("ALTER SYSTEM SET ssl_key_file = '%s'".formatted(own.key()));
    database.execute("ALTER SYSTEM SET ssl = on");
    database.execute("SELECT pg_reload_conf()");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                database.number(
                        "SELECT count(*) FROM pg_settings WHERE name = 'ssl' AND setting = 'on'")
                    == 1);
    return database;
  }
}
