package berth.model.action;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.World;

/** Deletes an account. The leases on it run on. */
record Delete(int caller, int user) implements Action {

  @Override
  public void run(World world) {
    String channel = world.channel(user);
    boolean own = world.model.accountsOf(caller).containsKey(channel);

    Answer answer = world.log(this, world.caller(caller).deleteAccount(channel));

    if (own) {
      Expect.status(answer, 204);
      world.model.delete(channel);
    } else {
      Expect.error(answer, 404);
    }
  }
}
