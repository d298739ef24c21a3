package berth.model.action;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.Model;
import berth.model.world.World;

/** Creates an account, raises or lowers its limit, or replaces its token. */
record Configure(int caller, int user, int token, int maxJobs) implements Action {

  @Override
  public void run(World world) {
    String channel = world.channel(user);
    String discord = world.discord(user, token);
    Model.Account before = world.model.account(channel);
    int configured = world.model.accountsOf(caller).size();

    Answer answer = world.log(this, world.caller(caller).configure(discord, maxJobs));

    if (before != null && before.owner() != caller) {
      Expect.error(answer, 400, "Channel " + channel + " configuration has same discord value");
    } else if (before == null && configured >= World.QUANTITIES.get(caller)) {
      Expect.error(
          answer, 402, "Subscription quantity exceeded, see https://useapi.net/docs/subscription");
    } else {
      Expect.status(answer, before == null ? 201 : 200);
      assertThat(answer.text("discord")).isEqualTo(discord);
      assertThat(answer.text("channel")).isEqualTo(channel);
      assertThat(answer.json().path("maxJobs").asInt()).isEqualTo(maxJobs);
      world.model.configure(channel, caller, discord, maxJobs);
    }
  }
}
