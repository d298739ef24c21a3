package berth.model.action;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.ModelLease;
import berth.model.world.World;
import org.jspecify.annotations.Nullable;

/** Releases a slot. */
record Release(WhichLease which) implements Action {

  @Override
  public void run(World world) {
    WhichLease.Target target = which.in(world);

    Answer answer = world.log(this, target.caller().release(target.slot()));

    expectEnd(world, answer, target.lease());
  }

  /** Expects the answer to a release, with or without an outcome. */
  static void expectEnd(World world, Answer answer, @Nullable ModelLease lease) {
    if (lease == null) {
      Expect.error(answer, 404);
    } else if (lease.runs(world.model.now())) {
      Expect.status(answer, 204);
      lease.release(world.model.grants(lease.holder, lease.channel));
    } else if (lease.wasReleased()) {
      expectRepeated(answer, lease, world.model.grants(lease.holder, lease.channel));
    } else {
      Expect.error(answer, 410);
    }
  }

  /** 204 until the slot is granted again, and 410 from then on. */
  private static void expectRepeated(Answer answer, ModelLease lease, int grants) {
    if (answer.status() == 410) {
      assertThat(lease.mayBeSuperseded(grants))
          .as("another caller can hold the slot by now")
          .isTrue();
      lease.supersede();
    } else {
      Expect.status(answer, 204);
      assertThat(lease.isSuperseded()).as("the slot was granted again").isFalse();
    }
  }
}
