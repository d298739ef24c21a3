package berth.model.action;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.ModelLease;
import berth.model.world.World;
import java.time.Instant;

/** Reads a slot. */
record LookUpSlot(WhichLease which) implements Action {

  @Override
  public void run(World world) {
    WhichLease.Target target = which.in(world);

    Answer answer = world.log(this, target.caller().slot(target.slot()));

    ModelLease lease = target.lease();
    if (lease == null) {
      Expect.error(answer, 404);
    } else if (lease.runs(world.model.now())) {
      Expect.status(answer, 200);
      expectSlot(answer, lease);
      assertThat(world.model.fromService(Instant.parse(answer.text("leasedUntil"))))
          .isEqualTo(lease.until);
    } else {
      Expect.error(answer, 410);
    }
  }

  /**
   * Expects what an answer about a slot holds besides its deadline. Only the grant returns the
   * token.
   */
  static void expectSlot(Answer answer, ModelLease lease) {
    assertThat(answer.text("slot")).isEqualTo(lease.slot);
    assertThat(answer.text("channel")).isEqualTo(lease.channel);
    assertThat(answer.json().path("ref").asText(null)).isEqualTo(lease.ref);
    assertThat(answer.json().has("discord")).isFalse();
  }
}
