package berth.model.action;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.Model;
import berth.model.world.World;

/**
 * Posts a token that Discord refuses for a moment. An account that has this very token leaves
 * rotation, whichever caller owns it.
 */
record PostRefused(int caller, int user, int token) implements Action {

  @Override
  public void run(World world) {
    String channel = world.channel(user);
    String discord = world.discord(user, token);
    Model.Account stored = world.model.account(channel);

    Answer answer =
        world.log(this, world.whileRefused(user, () -> world.caller(caller).configure(discord, 1)));

    Expect.error(answer, 400, "Midjourney bot not configured");
    if (stored != null && stored.discord().equals(discord)) {
      world.model.change(channel, stored.rejected());
    }
  }
}
