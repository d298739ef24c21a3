package berth.model.action;

import static java.util.Objects.requireNonNull;

import berth.harness.Answer;
import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.Model;
import berth.model.world.ModelLease;
import berth.model.world.World;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Releases a slot and reports that its account is moderated for the given time. */
record Moderate(WhichLease which, int seconds) implements Action {

  @Override
  public void run(World world) {
    WhichLease.Target target = which.in(world);
    ModelLease lease = target.lease();
    boolean runs = lease != null && lease.runs(world.model.now());

    Answer answer =
        world.log(
            this,
            target.caller().release(target.slot(), "outcome=moderated&retryAfter=" + seconds));

    Release.expectEnd(world, answer, lease);
    if (runs) {
      moderate(world, requireNonNull(lease));
    }
  }

  /**
   * The outcome counts only if the account is still the holder's, and has the token that the holder
   * was given.
   */
  private void moderate(World world, ModelLease lease) {
    Model.Account account = world.model.account(lease.channel);
    if (account == null || account.owner() != lease.holder) {
      return;
    }
    if (account.tokenSince().equals(Instant.MIN)
        || tokenAge(account, lease).toSeconds() > Expect.SECONDS_OFF) {
      Instant until = world.model.now().plusSeconds(seconds);
      world.model.change(lease.channel, account.moderated(until));
    } else if (!tokenAge(account, lease).isNegative()) {
      follow(world, lease.channel, account);
    }
  }

  private static Duration tokenAge(Model.Account account, ModelLease lease) {
    return Duration.between(account.tokenSince(), lease.grantedAt);
  }

  /**
   * Follows the service. The lease was granted a few seconds after the token was replaced, so the
   * holder may have got the old token or the new one.
   */
  private static void follow(World world, String channel, Model.Account account) {
    Answer shown = world.caller(account.owner()).account(channel);
    @Nullable String until = shown.json().path("until").asText(null);
    if (until != null) {
      world.model.change(channel, account.moderated(world.model.fromService(Instant.parse(until))));
    }
  }
}
