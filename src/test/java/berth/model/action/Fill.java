package berth.model.action;

import berth.model.world.Action;
import berth.model.world.World;

/** Takes all slots that are free by the model, and expects that there are no more. */
public record Fill(int caller, int seconds) implements Action {

  @Override
  public void run(World world) {
    Take take = new Take(caller, null, seconds, null);
    int free =
        world.model.accountsOf(caller).keySet().stream().mapToInt(world.model::available).sum();
    for (int taken = 0; taken < free; taken++) {
      take.run(world);
    }
    take.run(world);
  }
}
