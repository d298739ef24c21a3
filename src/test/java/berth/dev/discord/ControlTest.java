package berth.dev.discord;

import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.exchange.SimulatedAnswer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest extends OwnDiscord {

  @Test
  void put_ofAUser_makesItBehaveSo_untilDelete() throws IOException {
    assertThat(caller.control("PUT", "/control/users/1", "locked\n"))
        .isEqualTo("200 User 1: locked");
    assertThat(caller.status("sim-1.new")).isEqualTo(403);
    assertThat(caller.status("sim-2")).isEqualTo(200);

    assertThat(caller.control("DELETE", "/control/users/1", "")).isEqualTo("200 User 1: as before");
    assertThat(caller.status("sim-1.new")).isEqualTo(200);
  }

  @Test
  void put_ofAll_makesAllBehaveSo_untilDelete() throws IOException {
    assertThat(caller.control("PUT", "/control/all", "down")).isEqualTo("200 All users: down");
    assertThat(caller.status("sim-1")).isEqualTo(503);

    assertThat(caller.control("DELETE", "/control/all", "")).isEqualTo("200 All users: as before");
    assertThat(caller.status("sim-1")).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"/control/users/1", "/control/all"})
  void put_ofAnUnknownName_changesNothing_andListsTheKnownOnes(String path) throws IOException {
    assertThat(caller.control("PUT", path, "lockd"))
        .startsWith("400 Unknown: lockd. Known: ")
        .contains(" locked ", " wrong-length");
    assertThat(caller.status("sim-1")).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /control",
    "GET, /control/all",
    "POST, /control/users/1",
    "PUT, /control/users/",
    "GET, /control/user"
  })
  void otherRoutes_listTheRoutes(String method, String path) throws IOException {
    assertThat(caller.control(method, path, "locked")).startsWith("404 There is GET /control");
    assertThat(caller.control("GET", "/control", "")).contains("\"users\":{}");
  }

  @Test
  void page_offersAllBehaviours() throws IOException {
    assertThat(caller.control("GET", "/control/page", ""))
        .startsWith("200 <!doctype html>")
        .contains("<option>locked</option>", "<option>down</option>");
  }

  @Test
  void get_returnsWhatIsSet_andTheCounts() throws IOException {
    assertThat(caller.control("GET", "/control", ""))
        .isEqualTo("200 {\"users\":{},\"requests\":0,\"answers\":{},\"invalid\":0}");

    discord.behaveAll("limited-shared");
    discord.behave("1", "locked");
    discord.script("2", SimulatedAnswer.json(500, "{}"), SimulatedAnswer.json(500, "{}"));
    caller.status("sim-1");
    caller.status("sim-3");
    caller.status("sim-2");

    assertThat(caller.control("GET", "/control", ""))
        .isEqualTo(
            "200 {\"all\":\"limited-shared\",\"users\":{\"1\":\"locked\",\"2\":\"script of 1"
                + " more\"},\"requests\":3,\"answers\":{\"403\":1,\"429\":1,\"500\":1},\"invalid\":1}");
  }
}
