package berth.model.action;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.ModelLease;
import berth.model.world.World;
import org.jspecify.annotations.Nullable;

/** Gives a slot back. */
record Release(WhichLease which) implements Action {

  @Override
  public void run(World world) {
    WhichLease.Asked asked = which.in(world);

    Answer answer = world.tell(this, asked.by().release(asked.slot()));

    expectEnd(world, answer, asked.lease());
  }

  /** What whoever gives a lease back is told, whatever else it says of it. */
  static void expectEnd(World world, Answer answer, @Nullable ModelLease lease) {
    if (lease == null) {
      Expect.problem(answer, 404);
    } else if (lease.runs(world.model.now())) {
      Expect.status(answer, 204);
      lease.release(world.model.grants(lease.holder, lease.channel));
    } else if (lease.wasReleased()) {
      expectRepeated(answer, lease, world.model.grants(lease.holder, lease.channel));
    } else {
      Expect.problem(answer, 410);
    }
  }

  /** 204 until somebody else was granted the slot, and 410 from then on. */
  private static void expectRepeated(Answer answer, ModelLease lease, int grants) {
    if (answer.status() == 410) {
      assertThat(lease.mayBeSuperseded(grants)).as("somebody else can hold it by now").isTrue();
      lease.supersede();
    } else {
      Expect.status(answer, 204);
      assertThat(lease.isSuperseded()).as("somebody else was granted it").isFalse();
    }
  }
}
