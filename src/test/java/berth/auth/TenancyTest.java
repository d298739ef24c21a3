package berth.auth;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.ApiDescription;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call what, for every route that the description has. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class TenancyTest extends OneAccount {

  private static final String NEVER_CHANNEL = "999999999999999999";

  private String slot;
  private Api other;

  /** A route with ids in its path. */
  private record Route(String method, String path, boolean hasBody) {

    boolean isForCallers() {
      return path.startsWith("/v2/");
    }

    boolean reads() {
      return method.equals("GET");
    }

    Answer call(Api api, String channel, String slot, @Nullable String body) {
      String filled =
          path.replace("{channel}", channel)
              .replace("{slot}", slot)
              .replace("{id}", "1")
              .replace("{token}", "1");
      return api.send(method, filled, body == null && hasBody ? "{}" : body);
    }
  }

  @BeforeEach
  void takeSlot() {
    slot = caller.taken();
    other = admin.subscribed("{\"name\": \"other\", \"quantity\": 5}");
  }

  private static List<Route> routes() throws IOException {
    List<Route> routes = new ArrayList<>();
    JsonNode paths = new YAMLMapper().readTree(ApiDescription.FILE.toFile()).path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> route : path.getValue().properties()) {
        routes.add(
            new Route(
                route.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                route.getValue().has("requestBody")));
      }
    }
    assertThat(routes).hasSizeGreaterThan(20);
    return routes;
  }

  private void forEach(Consumer<Route> check) throws IOException {
    routes().forEach(check);
  }

  @Test
  void withoutAKnownToken_everyRouteIsUnauthorized() throws IOException {
    String id = caller.get("/v2/account").text("sub");
    String expired =
        admin
            .post(
                "/admin/subscriptions/" + id + "/tokens",
                "{\"name\": \"expired\", \"expiresAt\": \"2001-01-01T00:00:00Z\"}")
            .text("token");
    String token = String.valueOf(caller.token());
    String misspelled = token.substring(0, 54) + (token.endsWith("0") ? "1" : "0");
    for (String wrong : new String[] {null, expired, misspelled, "unknown-token-of-nobody"}) {
      forEach(
          route -> {
            Answer answer = route.call(admin.as(wrong), channel, slot, null);
            assertThat(answer)
                .as(route.toString())
                .hasToString("401 {\"error\":\"Unauthorized\",\"code\":401}");
          });
    }
    assertThat(caller.account(channel).status()).isEqualTo(200);
    assertThat(caller.slot(slot).status()).isEqualTo(200);
  }

  @Test
  void administration_isUnauthorizedForApiTokens_andTheOtherWayRound() throws IOException {
    forEach(
        route -> {
          Api wrong = route.isForCallers() ? admin : caller;
          assertThat(route.call(wrong, channel, slot, null).status())
              .as(route.toString())
              .isEqualTo(401);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "read"})
  void role_permitsWhatTheContractSays_andNothingElse(String role) throws IOException {
    String id = caller.get("/v2/account").text("sub");
    Api limited =
        caller.as(
            admin
                .post(
                    "/admin/subscriptions/" + id + "/tokens",
                    "{\"name\": \"%1$s\", \"role\": \"%1$s\"}".formatted(role))
                .text("token"));
    forEach(
        route -> {
          if (!route.isForCallers()) {
            return;
          }
          boolean permitted =
              role.equals("read")
                  ? route.reads()
                  : route.path().startsWith("/v2/slots/midjourney")
                      || (route.reads() && !route.path().matches("/v2/(events|webhook).*"));
          Answer answer = route.call(limited, NEVER_CHANNEL, "never", null);
          assertThat(answer.status() == 403).as("%s: %s", route, answer).isEqualTo(!permitted);
        });
  }

  /** The answers differ only in what the other caller has sent itself. */
  @Test
  void idsOfAnotherSubscription_areAnsweredLikeIdsThatNeverWere() throws IOException {
    String never = neverSlot();
    forEach(
        route -> {
          if (!route.isForCallers()) {
            return;
          }
          String foreignBody = body(route, channel, slot);
          String neverBody = body(route, NEVER_CHANNEL, never);
          Answer foreign = route.call(other, channel, slot, foreignBody);
          Answer unknown = route.call(other, NEVER_CHANNEL, never, neverBody);
          assertThat(anonymous(foreign)).as(route.toString()).isEqualTo(anonymous(unknown));
          if (route.path().contains("{")) {
            assertThat(foreign.status()).as(route.toString()).isEqualTo(404);
          }
        });
    assertThat(caller.slot(slot).status()).isEqualTo(200);
    assertThat(caller.account(channel).text("status")).isEqualTo("active");
  }

  private static @Nullable String body(Route route, String channel, String slot) {
    if (!route.hasBody()) {
      return null;
    }
    return "{\"channel\": \"%s\", \"slots\": [\"%s\"]}".formatted(channel, slot);
  }

  /** A well-formed id of a slot that the other subscription was never granted. */
  private String neverSlot() {
    Api third = admin.subscribed("{\"name\": \"third\", \"quantity\": 1}");
    third.configured("sim-" + user + "-third", 1);
    String once = third.taken();
    return once.substring(0, once.length() - 4) + "AAAA";
  }

  private String anonymous(Answer answer) {
    return answer
        .toString()
        .replace(channel, "CHANNEL")
        .replace(NEVER_CHANNEL, "CHANNEL")
        .replaceAll("\"ended\":\\[\"[^\"]*\"]", "\"ended\":[SLOT]");
  }

  /** Nobody is kept waiting, or learns by waiting, what happens to an account of others. */
  @ParameterizedTest
  @CsvSource({"POST, /pause", "POST, /resume", "POST, /reset", "DELETE, ''", "PATCH, ''"})
  void accountsOfAnotherSubscription_areNotLocked(String method, String action)
      throws SQLException {
    String path = "/v2/account/midjourney/" + channel + action;
    try (Connection connection = RunningBerth.database().connect();
        PreparedStatement lock =
            connection.prepareStatement(
                "SELECT FROM channel JOIN account USING (channel) WHERE channel = ? FOR UPDATE")) {
      connection.setAutoCommit(false);
      lock.setString(1, channel);
      lock.execute();

      Answer foreign = other.send(method, path, method.equals("PATCH") ? "{\"maxJobs\": 1}" : null);
      assertThat(foreign.status()).isEqualTo(404);
      // its owner waits for the lock, in vain
      assertThat(caller.pause(channel).status()).isEqualTo(503);
      connection.rollback();
    }
  }
}
