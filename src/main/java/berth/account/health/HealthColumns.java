package berth.account.health;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The columns of an account that hold its health. */
@Embeddable
public class HealthColumns {

  /** Under the pause, when there is one: never {@code PAUSED}. */
  @Enumerated(EnumType.STRING)
  private HealthStatus status = HealthStatus.ACTIVE;

  private boolean paused;
  private @Nullable Instant coolingUntil;
  private int failures;
  private @Nullable String moderation;

  /** Looked at only where it means something: an older pod leaves it as it is. */
  private @Nullable Instant moderatedUntil;

  /** The same. */
  private @Nullable String rejection;

  /**
   * When something is to be done: the end of cooling or of a moderation, the next check of a
   * rejected account, and of an active one where these are checked from time to time. Whoever does
   * it puts it off first.
   */
  private @Nullable Instant dueAt;

  /** All is well. */
  public HealthColumns() {}

  /** What they hold. */
  public Health toHealth() {
    Health under =
        switch (status) {
          case ACTIVE -> new Active();
          case COOLING -> new Cooling(Objects.requireNonNull(coolingUntil));
          case REJECTED ->
              new Rejected(failures, dueAt, rejection == null ? Rejected.UNKNOWN : rejection);
          // an older pod that changes one takes its end away, by the time when it is due
          case MODERATED ->
              new Moderated(moderation, dueAt == null ? null : moderatedUntil, rejection);
          case PAUSED -> throw new IllegalStateException("A pause is not a status here");
        };
    return paused ? new Paused(under) : under;
  }

  /** Makes them hold it. */
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

  /** Looks at the status that was: one who stays active is checked when it would have been. */
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
