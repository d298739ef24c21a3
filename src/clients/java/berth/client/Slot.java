package berth.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The right to run one job on one account, until it is lost or closed. Threads may share it. */
public final class Slot implements AutoCloseable {

  private final String slot;
  private final String channel;
  private final long fence;
  private final @Nullable String discord;
  private final @Nullable String ref;
  private final Consumer<Slot> release;
  private final List<Runnable> callbacks = new ArrayList<>();
  private LeaseTime time;
  private @Nullable Outcome outcome;
  private @Nullable LostReason reason;
  private boolean closed;

  Slot(JsonNode granted, LeaseTime time, Consumer<Slot> release) {
    this.slot = granted.path("slot").asText();
    this.channel = granted.path("channel").asText();
    this.fence = granted.path("fence").asLong();
    this.discord = granted.path("discord").asText(null);
    this.ref = granted.path("ref").asText(null);
    this.time = time;
    this.release = release;
  }

  /** Its id. */
  public String slot() {
    return slot;
  }

  /** The account's channel; follow-up jobs pin to it. */
  public String channel() {
    return channel;
  }

  /** Grows with every grant of the service. */
  public long fence() {
    return fence;
  }

  /** The caller's own note; {@code null} if there is none. */
  public @Nullable String ref() {
    return ref;
  }

  /** The account's Discord token, whole; {@code null} when the account was deleted since. */
  public @Nullable String discord() {
    check();
    return discord;
  }

  /**
   * Whether the job must stop. It looks at the clock first, so a process that was stopped for
   * longer than the lease sees it as soon as it goes on.
   */
  public boolean isLost() {
    return lostReason() != null;
  }

  /** Why the slot is lost; {@code null} while it is held. */
  public @Nullable LostReason lostReason() {
    check();
    synchronized (this) {
      return reason;
    }
  }

  /** Calls back once, on a thread of its own, when the slot is lost; at once if it is. */
  public void onLost(Runnable callback) {
    check();
    synchronized (this) {
      if (reason == null) {
        callbacks.add(callback);
        return;
      }
    }
    call(callback);
  }

  /** Sets what the release will say about the job. */
  public synchronized void outcome(Outcome newOutcome) {
    outcome = newOutcome;
  }

  /** Releases the slot. It never throws, and a second call does nothing. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    release.accept(this);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Slot[" + slot + ", channel=" + channel + "]";
  }

  synchronized String path() {
    return slot + (outcome == null ? "" : outcome.query());
  }

  /** Whether an outcome was set, which is forgotten. */
  synchronized boolean forgetOutcome() {
    boolean known = outcome != null;
    outcome = null;
    return known;
  }

  synchronized <T> T time(Function<LeaseTime, T> use) {
    return use.apply(time);
  }

  synchronized void restart(LeaseTime confirmed) {
    time = confirmed;
  }

  /** Notices that the lease is over by the clock, whatever the timers have got to. */
  void check() {
    LostReason over;
    synchronized (this) {
      if (closed || reason != null || time.untilLost() > 0) {
        return;
      }
      over = time.reason();
    }
    lose(over);
  }

  void lose(LostReason why) {
    List<Runnable> waiting;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      waiting = List.copyOf(callbacks);
      callbacks.clear();
    }
    // not on this thread: a callback that blocks must not delay the signals of other slots
    waiting.forEach(Slot::call);
  }

  private static void call(Runnable callback) {
    Thread thread = new Thread(callback, "berth-on-lost");
    thread.setDaemon(true);
    thread.start();
  }
}
