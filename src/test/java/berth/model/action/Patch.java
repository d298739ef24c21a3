package berth.model.action;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.Model;
import berth.model.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Changes the limit of an account, without its token.
 *
 * @param maxJobs {@code null} to change nothing
 */
record Patch(int caller, int user, @Nullable Integer maxJobs) implements Action {

  @Override
  public void run(World world) {
    String channel = world.channel(user);
    Model.Account before = world.model.accountsOf(caller).get(channel);
    String body = maxJobs == null ? "{}" : "{\"maxJobs\": %d}".formatted(maxJobs);

    Answer answer =
        world.log(
            this, world.caller(caller).send("PATCH", "/v2/account/midjourney/" + channel, body));

    if (before == null) {
      Expect.error(answer, 404, "Account not found");
    } else {
      Model.Account after = maxJobs == null ? before : before.limitedTo(maxJobs);
      Expect.status(answer, 200);
      ListAccounts.expectAccount(world, answer.json(), channel, after);
      world.model.change(channel, after);
    }
  }
}
