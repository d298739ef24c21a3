package berth.account.health;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The columns of {@code account} that hold its health. */
@Embeddable
public class HealthColumns {

  /** The status under the pause, if there is one; never {@code PAUSED}. */
  @Enumerated(EnumType.STRING)
  private HealthStatus status = HealthStatus.ACTIVE;

  private boolean paused;
  private @Nullable Instant coolingUntil;
  private int failures;
  private @Nullable String moderation;

  /** Valid only for a moderated account: a pod of an earlier version never clears it. */
  private @Nullable Instant moderatedUntil;

  /** Valid only for a rejected or moderated account, for the same reason. */
  private @Nullable String rejection;

  /**
   * When a periodic task must handle the account: at the end of cooling or of a moderation, or at
   * the next check of a rejected account, or of an active one if active accounts are checked. The
   * pod that handles the account moves this time forward first.
   */
  private @Nullable Instant dueAt;

  /** Creates the columns of an active account. */
  public HealthColumns() {}

  /** The health that the columns hold. */
  public Health toHealth() {
    Health under =
        switch (status) {
          case ACTIVE -> new Active();
          case COOLING -> new Cooling(Objects.requireNonNull(coolingUntil));
          case REJECTED ->
              new Rejected(failures, dueAt, rejection == null ? Rejected.UNKNOWN : rejection);
          // a pod of an earlier version that changes a moderated account clears only due_at, which
          // means that the moderation has no end
          case MODERATED ->
              new Moderated(moderation, dueAt == null ? null : moderatedUntil, rejection);
          case PAUSED -> throw new IllegalStateException("A pause is not a status here");
        };
    return paused ? new Paused(under) : under;
  }

  /** Stores the health in the columns. */
  public void set(Health health) {
    paused = health instanceof Paused;
    Health under = health.resumed();
    coolingUntil = under instanceof Cooling cooling ? cooling.until() : null;
    failures = under.failures();
    moderation = under instanceof Moderated moderated ? moderated.message() : null;
    moderatedUntil = under instanceof Moderated moderated ? moderated.until() : null;
    rejection = rejection(under);
    dueAt = dueAt(under);
    status = under.status();
  }

  private static @Nullable String rejection(Health under) {
    if (under instanceof Rejected rejected) {
      return rejected.reason();
    }
    return under instanceof Moderated moderated ? moderated.refusal() : null;
  }

  /** Reads the former status: an account that stays active keeps the time of its next check. */
  private @Nullable Instant dueAt(Health under) {
    if (under instanceof Cooling cooling) {
      return cooling.until();
    }
    if (under instanceof Rejected rejected) {
      return rejected.nextCheck();
    }
    if (under instanceof Moderated moderated) {
      return moderated.until();
    }
    return under instanceof Active && status == HealthStatus.ACTIVE ? dueAt : null;
  }
}
