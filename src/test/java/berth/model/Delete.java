package berth.model;

import berth.harness.Answer;

/** Deletes an account; the leases on it live on. */
record Delete(int caller, int user) implements Action {

  @Override
  public void run(World world) {
    String channel = world.channel(user);
    boolean own = world.model.accountsOf(caller).containsKey(channel);

    Answer answer = world.tell(this, world.caller(caller).deleteAccount(channel));

    if (own) {
      Expect.status(answer, 204);
      world.model.delete(channel);
    } else {
      Expect.problem(answer, 404);
    }
  }
}
