package berth.model.action;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.ExpectedBusy;
import berth.model.world.Model;
import berth.model.world.ModelLease;
import berth.model.world.World;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a slot. The service chooses the account, and the model follows.
 *
 * @param user the user whose account it has to be on; {@code null} for any
 */
record Take(int caller, @Nullable Integer user, int seconds, @Nullable String ref)
    implements Action {

  @Override
  public void run(World world) {
    String pin = user == null ? null : world.channel(user);
    List<String> accounts =
        world.model.accountsOf(caller).keySet().stream()
            .filter(channel -> pin == null || pin.equals(channel))
            .toList();
    List<String> usable =
        accounts.stream()
            .filter(channel -> requireNonNull(world.model.account(channel)).isUsable())
            .toList();
    List<String> belowLimit =
        accounts.stream().filter(channel -> world.model.available(channel) > 0).toList();

    Answer answer = world.log(this, world.caller(caller).take(body(pin)));

    if (accounts.isEmpty()) {
      Expect.error(answer, 404);
    } else if (usable.isEmpty()) {
      Expect.error(
          answer, 409, pin == null ? "No account can take jobs" : "Account can't take jobs");
    } else if (belowLimit.isEmpty()) {
      expectBusy(answer, world.model, usable, pin);
    } else {
      expectGrant(answer, world.model, belowLimit);
    }
  }

  private String body(@Nullable String pin) {
    return "{\"leaseSeconds\": %d%s%s}"
        .formatted(
            seconds,
            pin == null ? "" : ", \"channel\": \"" + pin + "\"",
            ref == null ? "" : ", \"ref\": \"" + ref + "\"");
  }

  private void expectGrant(Answer answer, Model model, List<String> belowLimit) {
    Expect.status(answer, 201);
    String channel = answer.text("channel");
    assertThat(channel).isIn(belowLimit);
    assertThat(answer.text("discord")).isEqualTo(requireNonNull(model.account(channel)).discord());
    assertThat(answer.json().path("ref").asText(null)).isEqualTo(ref);
    long fence = answer.json().path("fence").asLong();
    assertThat(fence).isGreaterThan(model.newestFence());
    Expect.secondsLeft(answer.json().path("leaseSeconds").asLong(), seconds);
    Instant until = model.fromService(Instant.parse(answer.text("leasedUntil")));
    Expect.about(until, model.now().plusSeconds(seconds));
    String slot = answer.text("slot");
    assertThat(answer.header("Location")).endsWith("/v2/slots/midjourney/" + slot);
    assertThat(model.leases()).extracting(lease -> lease.slot).doesNotContain(slot);
    model.grant(new ModelLease(slot, caller, channel, ref, model.now(), until), fence);
  }

  private void expectBusy(Answer answer, Model model, List<String> accounts, @Nullable String pin) {
    Expect.error(answer, 429, "All accounts are busy");
    ExpectedBusy present = ExpectedBusy.now(model, caller, pin, accounts);
    model.addBusy(present);
    assertThat(model.busy())
        .filteredOn(busy -> busy.mayAnswer(present))
        .as("busy answers that the model allows")
        .anyMatch(busy -> busy.matches(answer));
  }
}
