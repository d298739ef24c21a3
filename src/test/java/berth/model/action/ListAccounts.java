package berth.model.action;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.Model;
import berth.model.world.World;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/** Reads all the accounts of a caller, and one user's account by itself. */
public record ListAccounts(int caller, int user) implements Action {

  private static final String ACCOUNTS = "/v2/account/midjourney";

  @Override
  public void run(World world) {
    Map<String, Model.Account> expected = world.model.accountsOf(caller);

    Answer all = world.log(this, world.caller(caller).get(ACCOUNTS));
    Answer one = world.log(this, world.caller(caller).get(ACCOUNTS + "/" + world.channel(user)));
    Answer own = world.log(this, world.caller(caller).get("/v2/account"));

    if (expected.isEmpty()) {
      Expect.error(all, 404);
    } else {
      Expect.status(all, 200);
      assertThat(all.json()).hasSize(expected.size());
      expected.forEach(
          (channel, account) -> expectAccount(world, all.json().path(channel), channel, account));
    }
    Model.Account account = expected.get(world.channel(user));
    if (account == null) {
      Expect.error(one, 404);
    } else {
      Expect.status(one, 200);
      expectAccount(world, one.json(), world.channel(user), account);
    }
    Expect.status(own, 200);
    assertThat(own.json().path("accounts").asInt()).isEqualTo(expected.size());
  }

  static void expectAccount(World world, JsonNode shown, String channel, Model.Account account) {
    assertThat(shown.path("channel").asText()).isEqualTo(channel);
    assertThat(shown.path("maxJobs").asInt()).isEqualTo(account.maxJobs());
    assertThat(shown.path("status").asText()).isEqualTo(account.status());
    boolean rejected = account.status().equals("rejected");
    assertThat(shown.path("reason").isTextual()).isEqualTo(rejected);
    assertThat(shown.path("nextCheck").isTextual()).isEqualTo(rejected);
    assertThat(shown.path("until").isTextual()).isEqualTo(account.until() != null);
    if (account.until() != null) {
      Instant until = Instant.parse(shown.path("until").asText());
      Expect.about(world.model.fromService(until), account.until());
    }
    assertThat(shown.path("discord").asText()).isEqualTo(masked(account.discord()));
  }

  private static String masked(String discord) {
    return discord.substring(0, 3) + "..." + discord.substring(discord.length() - 3);
  }
}
