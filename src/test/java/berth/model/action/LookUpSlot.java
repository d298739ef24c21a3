package berth.model.action;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.ModelLease;
import berth.model.world.World;
import java.time.Instant;

/** Looks at a slot. */
record LookUpSlot(WhichLease which) implements Action {

  @Override
  public void run(World world) {
    WhichLease.Asked asked = which.in(world);

    Answer answer = world.tell(this, asked.by().slot(asked.slot()));

    ModelLease lease = asked.lease();
    if (lease == null) {
      Expect.problem(answer, 404);
    } else if (lease.runs(world.model.now())) {
      Expect.status(answer, 200);
      expectSlot(answer, lease);
      assertThat(world.model.fromService(Instant.parse(answer.text("leasedUntil"))))
          .isEqualTo(lease.until);
    } else {
      Expect.problem(answer, 410);
    }
  }

  /** What an answer about a slot holds besides its deadline. The token is for the grant alone. */
  static void expectSlot(Answer answer, ModelLease lease) {
    assertThat(answer.text("slot")).isEqualTo(lease.slot);
    assertThat(answer.text("channel")).isEqualTo(lease.channel);
    assertThat(answer.json().path("ref").asText(null)).isEqualTo(lease.ref);
    assertThat(answer.json().has("discord")).isFalse();
  }
}
