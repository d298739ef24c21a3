package berth.model;

import java.time.Duration;

/** Lets time pass, so that leases run out. */
record Pass(int seconds) implements Action {

  @Override
  public void run(World world) {
    world.tell(toString());
    world.pass(Duration.ofSeconds(seconds));
  }
}
