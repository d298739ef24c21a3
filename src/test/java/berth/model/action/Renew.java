package berth.model.action;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.ModelLease;
import berth.model.world.World;
import java.time.Instant;

/** Renews a lease from now on, which may shorten it. */
record Renew(WhichLease which, int seconds) implements Action {

  @Override
  public void run(World world) {
    WhichLease.Target target = which.in(world);

    Answer answer = world.log(this, target.caller().renew(target.slot(), seconds));

    ModelLease lease = target.lease();
    if (lease == null) {
      Expect.error(answer, 404);
    } else if (lease.runs(world.model.now())) {
      Expect.status(answer, 200);
      LookUpSlot.expectSlot(answer, lease);
      Expect.secondsLeft(answer.json().path("leaseSeconds").asLong(), seconds);
      lease.until = world.model.fromService(Instant.parse(answer.text("leasedUntil")));
      Expect.about(lease.until, world.model.now().plusSeconds(seconds));
    } else {
      Expect.error(answer, 410);
    }
  }
}
