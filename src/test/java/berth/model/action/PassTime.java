package berth.model.action;

import berth.model.world.Action;
import berth.model.world.World;
import java.time.Duration;

/** Lets time pass, so that leases run out. */
public record PassTime(int seconds) implements Action {

  @Override
  public void run(World world) {
    world.log(toString());
    world.pass(Duration.ofSeconds(seconds));
  }
}
