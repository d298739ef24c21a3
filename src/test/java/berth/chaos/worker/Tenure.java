package berth.chaos.worker;

import berth.chaos.record.Figure;
import berth.chaos.record.HeldLease;
import berth.chaos.record.History;
import berth.harness.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The time in which a holder has a lease, and the requests that the holder sends for it meanwhile.
 * Records it when the service ends the lease early, or lets it run on after its end.
 */
final class Tenure {

  /** A lease may seem this much longer or shorter than requested, on a machine under load. */
  private static final long SLACK = TimeUnit.SECONDS.toNanos(1);

  private final ChaosCaller caller;
  private final History history;
  private final String token;
  private final String channel;
  private final String slot;
  private final long fence;
  private final long requested;
  private final long acknowledged;

  /** The lease runs for certain until this time. */
  private long heldUntil;

  /** The lease has ended for certain by this time, or earlier if it is released. */
  private long endedBy;

  /** Whether a renewal was sent and never answered. It may take effect at any later time. */
  private boolean renewalPending;

  /** Whether a release was sent, with or without an answer. */
  private boolean releaseSent;

  private boolean released;

  /**
   * @param requested when the first request that can have been granted the lease was sent
   */
  Tenure(
      ChaosCaller caller,
      History history,
      String token,
      int leaseSeconds,
      Reply granted,
      long requested) {
    this.caller = caller;
    this.history = history;
    this.token = token;
    this.channel = granted.text("channel");
    this.slot = granted.text("slot");
    this.fence = granted.answer().orElseThrow().json().path("fence").asLong();
    this.requested = requested;
    this.acknowledged = granted.completed();
    setEnd(granted, requested, leaseSeconds);
    history.count(Figure.LEASES_GRANTED);
  }

  String channel() {
    return channel;
  }

  String slot() {
    return slot;
  }

  /** The lease runs for certain until this time, by {@link System#nanoTime}. */
  long heldUntil() {
    return heldUntil;
  }

  /** The lease has ended for certain by this time, by {@link System#nanoTime}. */
  long endedBy() {
    return endedBy;
  }

  void renew(int leaseSeconds) throws InterruptedException {
    if (renewalPending) {
      return;
    }
    long certain = heldUntil;
    // a renewal can also shorten the lease
    heldUntil = Math.min(heldUntil, System.nanoTime() + TimeUnit.SECONDS.toNanos(leaseSeconds));
    Reply reply = caller.send(ChaosRequest.renew(token, slot, leaseSeconds));
    if (reply.is(200)) {
      if (released || reply.sent() > endedBy) {
        history.violation("renewed after its end: " + this);
      }
      setEnd(reply, reply.sent(), leaseSeconds);
      history.count(Figure.RENEWALS);
    } else if (reply.is(410)) {
      ended(reply, certain);
    } else {
      renewalPending = true;
      endedBy = Long.MAX_VALUE;
    }
  }

  /** Releases the lease. Without an answer, the holder does not know whether it has ended. */
  Reply release() throws InterruptedException {
    long certain = heldUntil;
    heldUntil = Math.min(heldUntil, System.nanoTime());
    Reply reply = caller.send(ChaosRequest.release(token, slot));
    if (reply.is(204) && !releaseSent && reply.sent() > endedBy) {
      history.violation("released after its end: " + this);
    }
    if (reply.is(410)) {
      ended(reply, certain);
    }
    releaseSent = true;
    released |= reply.is(204);
    history.count(Figure.RELEASES);
    return reply;
  }

  /** Adds what was known of the lease to the history. */
  void close() {
    if (!releaseSent) {
      history.count(Figure.LEASES_ABANDONED);
    }
    history.addLease(new HeldLease(channel, slot, fence, requested, acknowledged, heldUntil));
  }

  /**
   * Reads when the lease ends. It runs for {@code leaseSeconds} from some moment between {@code
   * earliest} and the answer.
   */
  private void setEnd(Reply reply, long earliest, int leaseSeconds) {
    Answer answer = reply.answer().orElseThrow();
    Instant leasedUntil = Instant.parse(answer.text("leasedUntil"));
    long notBefore = DatabaseTime.notAfter(leasedUntil);
    heldUntil = releaseSent ? Math.min(heldUntil, notBefore) : notBefore;
    endedBy = DatabaseTime.notBefore(leasedUntil);
    long length = TimeUnit.SECONDS.toNanos(leaseSeconds);
    if (notBefore > reply.completed() + length + SLACK || endedBy < earliest + length - SLACK) {
      history.violation("not as long as requested: " + answer);
    }
    if (answer.json().path("fence").asLong() != fence || !answer.text("slot").equals(slot)) {
      history.violation("another lease was renewed: " + answer);
    }
  }

  private void ended(Reply reply, long certain) {
    if (!releaseSent && reply.completed() < certain) {
      long early = certain - reply.completed();
      history.violation("ended %s early: %s".formatted(Duration.ofNanos(early), this));
    }
  }

  @Override
  public String toString() {
    return slot + " with fence " + fence;
  }
}
