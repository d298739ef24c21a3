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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call what, for every route that the description has. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class TenancyTest extends OneAccount {

  private static final String NEVER_CHANNEL = "999999999999999999";
  private static final int TIMED_REQUESTS = 150;
  private static final double NOISE = 1.3;

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
    String misspelled = caller.token() + "x";
    for (String token : new String[] {null, expired, misspelled, "unknown-token-of-nobody"}) {
      forEach(
          route -> {
            Answer answer = route.call(admin.as(token), channel, slot, null);
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
              route.reads()
                  || (role.equals("worker") && route.path().startsWith("/v2/slots/midjourney"));
          Answer answer = route.call(limited, NEVER_CHANNEL, "never", null);
          assertThat(answer.status() == 403).as("%s: %s", route, answer).isEqualTo(!permitted);
        });
  }

  /** What differs is only what the other caller has sent itself. */
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

  /**
   * A row of another subscription that was locked would have to be written, and that takes long.
   */
  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "reset"})
  void idsOfAnotherSubscription_takeAsLongAsIdsThatNeverWere(String action) {
    String path = "/v2/account/midjourney/";
    compareTimes(
        () -> other.send("POST", path + channel + "/" + action, null),
        () -> other.send("POST", path + NEVER_CHANNEL + "/" + action, null));
  }

  @Test
  void accountsOfAnotherSubscription_takeAsLongToDeleteAsThoseThatNeverWere() {
    compareTimes(() -> other.deleteAccount(channel), () -> other.deleteAccount(NEVER_CHANNEL));
  }

  private static void compareTimes(Runnable foreign, Runnable never) {
    List<Long> foreignTimes = new ArrayList<>();
    List<Long> neverTimes = new ArrayList<>();
    for (int i = 0; i < TIMED_REQUESTS; i++) {
      foreignTimes.add(time(foreign));
      neverTimes.add(time(never));
    }
    assertThat(median(foreignTimes))
        .isBetween((long) (median(neverTimes) / NOISE), (long) (median(neverTimes) * NOISE));
  }

  private static long time(Runnable request) {
    long begun = System.nanoTime();
    request.run();
    return System.nanoTime() - begun;
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
  }
}
