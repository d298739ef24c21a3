package berth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.ApiDescription;
import berth.harness.database.TestDatabase;
import berth.harness.network.WebhookReceiver;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A pod logs all that it can, and serves every route and every fault of Discord. No secret is found
 * in anything that it leaves behind.
 */
@Tag("concurrent")
class SecretsIT {

  private static final Logger LOG = Logger.getLogger(SecretsIT.class);

  private static final List<String> USERS =
      List.of(
          "1",
          "2",
          "invalid",
          "locked",
          "forbidden",
          "limited",
          "down",
          "error-502",
          "reset",
          "cut-off",
          "html",
          "empty",
          "truncated",
          "no-bot",
          "wrong-id",
          "deep",
          "moved");

  private static final List<String> UNREADABLE = List.of("unreadable");

  /** In the middle of each secret, so that a masked one does not show it. */
  private final String mark = "S3" + UUID.randomUUID().toString().replace("-", "");

  private final Queue<String> traces = new ConcurrentLinkedQueue<>();

  @Test
  void secrets_areNotFound_inWhatAPodLeavesBehind() throws Exception {
    HttpServer collector = collector();
    TestDatabase database = TestDatabase.create();
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        WebhookReceiver receiver = WebhookReceiver.start();
        Pod pod = Pod.start(settings(database, discord, collector))) {
      Api admin = new Api(pod.awaitReady().url(), "admin-" + mark + "-end");
      String noSecret = "name-" + UUID.randomUUID();
      Api owner = admin.subscribed("{\"name\": \"%s\", \"quantity\": 50}".formatted(noSecret));
      String id = owner.get("/v2/account").text("sub");
      Answer second = admin.post("/admin/subscriptions/" + id + "/tokens", "{\"name\": \"two\"}");
      Answer webhook =
          owner.send("PUT", "/v2/webhook", "{\"url\": \"%s\"}".formatted(receiver.url()));
      List<String> secrets =
          List.of(
              mark,
              webhook.text("secret").substring(6, 40),
              String.valueOf(owner.token()).substring(6, 50),
              second.text("token").substring(6, 50),
              new String(key(), StandardCharsets.ISO_8859_1),
              Base64.getEncoder().encodeToString(key()),
              // as tables are shown that have it as bytes
              HexFormat.of().formatHex(mark.getBytes(StandardCharsets.US_ASCII)));
      serveAll(admin, owner, database);
      await().until(() -> !receiver.received().isEmpty());
      String metrics = pod.management().get("/q/metrics").body();
      await().atMost(Duration.ofSeconds(10)).until(() -> traces.size() > 2);

      Map<String, String> left = new HashMap<>();
      left.put("metrics", metrics);
      left.put("traces", String.join("", traces));
      left.put("tables", tables(database));
      pod.kill();
      left.put("log", String.join("\n", pod.log()));
      assertThat(left.get("log")).contains("DEBUG");
      left.forEach(
          (name, content) ->
              assertThat(secrets).as(name).noneMatch(secret -> content.contains(secret)));
      assertThat(inFiles(database, secrets)).isIn(List.of(), UNREADABLE);
      // what is no secret would have been found
      assertThat(left.get("tables")).contains(noSecret);
      assertThat(inFiles(database, List.of(noSecret))).isNotEmpty();
    } finally {
      collector.stop(0);
    }
  }

  private Map<String, String> settings(
      TestDatabase database, SimulatedDiscord discord, HttpServer collector) {
    Map<String, String> settings = new HashMap<>(Pods.settings(database, discord));
    settings.put("BERTH_ADMIN_TOKEN", "admin-" + mark + "-end");
    settings.put("BERTH_BOOTSTRAP_TOKEN", "bootstrap-" + mark + "-end");
    settings.put("BERTH_ENCRYPTION_KEYS", "k1:" + Base64.getEncoder().encodeToString(key()));
    settings.put("BERTH_WEBHOOK_PRIVATE_ADDRESSES", "true");
    settings.put("QUARKUS_LOG_LEVEL", "TRACE");
    settings.put("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true");
    settings.put(
        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
        "http://127.0.0.1:" + collector.getAddress().getPort());
    settings.put("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    settings.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms");
    return settings;
  }

  private byte[] key() {
    return mark.substring(0, 32).getBytes(StandardCharsets.US_ASCII);
  }

  private HttpServer collector() throws IOException {
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          traces.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    return collector;
  }

  private void serveAll(Api admin, Api owner, TestDatabase database) throws IOException {
    List<String> channels = new ArrayList<>();
    for (String user : USERS) {
      Answer answer = owner.configure("sim-" + user + "." + mark + "-end", 3);
      if (answer.status() == 201) {
        channels.add(answer.text("channel"));
      }
    }
    assertThat(channels).hasSizeGreaterThan(1);
    // bodies that are wrong, with a secret in them
    for (String body :
        List.of(
            "{\"discord\": \"%s",
            "[\"%s\"]",
            "{\"discord\": \"%s\", \"discord\": 1}",
            "{\"discord\": \"%s \"}",
            "{\"discord\": [\"%s\"]}")) {
      owner.post("/v2/account/midjourney", body.formatted("sim-1." + mark + "-end"));
    }
    owner.as("unknown-" + mark + "-of-nobody").get("/v2/account");
    String slot = owner.taken();
    // statements that fail, with their parameters
    database.execute("ALTER TABLE account RENAME TO account_away");
    owner.configure("sim-1." + mark + "-new", 2);
    owner.take();
    database.execute("ALTER TABLE account_away RENAME TO account");
    JsonNode paths = new YAMLMapper().readTree(ApiDescription.FILE.toFile()).path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      String filled =
          path.getKey()
              .replace("{channel}", channels.get(0))
              .replace("{slot}", slot)
              .replace("{id}", "999999")
              .replace("{token}", "1");
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method ->
                  (filled.startsWith("/admin") ? admin : owner)
                      .send(
                          method.toUpperCase(Locale.ROOT),
                          filled,
                          method.equals("get") || method.equals("delete")
                              ? null
                              : "{\"name\": \"n\", \"slots\": []}"));
    }
  }

  private static String tables(TestDatabase database) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet tables =
          statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
        while (tables.next()) {
          names.add(tables.getString(1));
        }
      }
      assertThat(names).contains("account", "api_token");
      for (String name : names) {
        try (ResultSet rows =
            statement.executeQuery("SELECT row_to_json(r)::text FROM " + name + " AS r")) {
          while (rows.next()) {
            all.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    return all.toString();
  }

  /** The files of the server, with its write-ahead log, where this process can read them. */
  private static List<String> inFiles(TestDatabase database, List<String> secrets)
      throws SQLException, IOException {
    Path folder;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW data_directory")) {
      row.next();
      folder = Path.of(row.getString(1));
      statement.execute("CHECKPOINT");
    }
    if (!Files.isReadable(folder)) {
      LOG.infof("The files of the database can't be read from here");
      return UNREADABLE;
    }
    List<String> found = new ArrayList<>();
    int read = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        try {
          String content = Files.readString(file, StandardCharsets.ISO_8859_1);
          secrets.stream()
              .filter(content::contains)
              .forEach(secret -> found.add(folder.relativize(file).toString()));
          read++;
        } catch (NoSuchFileException removed) {
          // the server goes on
        }
      }
    }
    LOG.infof("%d files of the database were read", read);
    return found;
  }
}
