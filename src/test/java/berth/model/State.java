package berth.model;

import static org.assertj.core.api.Assertions.assertThat;

import berth.model.world.Expect;
import berth.model.world.Model;
import berth.model.world.ModelLease;
import berth.model.world.World;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** Compares the slots and accounts that the service lists for each caller with the model. */
final class State {

  private final World world;
  private final int caller;

  private State(World world, int caller) {
    this.world = world;
    this.caller = caller;
  }

  static void compare(World world) {
    for (int caller = 0; caller < World.CALLERS; caller++) {
      State state = new State(world, caller);
      JsonNode slots = world.slots(caller);
      state.compareExecuting(slots.path("executing"));
      state.compareLoads(slots.path("accounts"));
      assertThat(slots.path("waiting").asInt()).as("no request waits").isZero();
    }
  }

  private void compareExecuting(JsonNode executing) {
    List<ModelLease> running = world.model.runningOf(caller);
    assertThat(executing.valueStream().map(job -> job.path("slot").asText()))
        .as("leases of caller %d that run", caller)
        .containsExactlyInAnyOrderElementsOf(running.stream().map(lease -> lease.slot).toList());
    for (ModelLease lease : running) {
      JsonNode job =
          executing
              .valueStream()
              .filter(each -> each.path("slot").asText().equals(lease.slot))
              .findFirst()
              .orElseThrow();
      assertThat(job.path("channel").asText()).isEqualTo(lease.channel);
      assertThat(job.path("ref").asText(null)).isEqualTo(lease.ref);
      Expect.about(time(job, "grantedAt"), lease.grantedAt);
      assertThat(time(job, "leasedUntil")).isEqualTo(lease.until);
    }
  }

  private Instant time(JsonNode job, String field) {
    return world.model.fromService(Instant.parse(job.path(field).asText()));
  }

  private record Load(String channel, String status, int maxJobs, long executing, int available) {}

  private void compareLoads(JsonNode accounts) {
    assertThat(accounts.valueStream().map(State::load))
        .as("what the accounts of caller %d run", caller)
        .containsExactlyInAnyOrderElementsOf(
            world.model.accountsOf(caller).entrySet().stream()
                .map(account -> load(account.getKey(), account.getValue()))
                .toList());
  }

  private static Load load(JsonNode account) {
    return new Load(
        account.path("channel").asText(),
        account.path("status").asText(),
        account.path("maxJobs").asInt(),
        account.path("executing").asLong(),
        account.path("available").asInt());
  }

  /** Leases of a former owner count against the limit, but are not listed. */
  private Load load(String channel, Model.Account account) {
    long own =
        world.model.runningOn(channel).stream().filter(lease -> lease.holder == caller).count();
    return new Load(
        channel, account.status(), account.maxJobs(), own, world.model.available(channel));
  }
}
