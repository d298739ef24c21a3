package berth.chaos.worker;

import berth.chaos.record.Figure;
import berth.chaos.record.HeldLease;
import berth.chaos.record.History;
import berth.harness.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The time in which a holder has a slot, and what it does with it meanwhile. Notices when the
 * service ends the lease early, or lets it live on after its end.
 */
final class Tenure {

  /** What a lease may seem to be longer or shorter than asked for, on a machine under load. */
  private static final long SLACK = TimeUnit.SECONDS.toNanos(1);

  private final ChaosCaller caller;
  private final History chronicle;
  private final String token;
  private final String channel;
  private final String slot;
  private final long fence;
  private final long asked;
  private final long told;

  /** Up to when it runs for certain. */
  private long until;

  /** From when on it has ended for certain, unless it is given back earlier. */
  private long over;

  /** Whether a renewal was sent and never answered; it may take effect at any later time. */
  private boolean renewalPending;

  /** The same of a release, or it was answered. */
  private boolean releaseSent;

  private boolean released;

  /**
   * @param asked when the first request was sent that can have been granted it
   */
  Tenure(
      ChaosCaller caller,
      History chronicle,
      String token,
      int leaseSeconds,
      Reply granted,
      long asked) {
    this.caller = caller;
    this.chronicle = chronicle;
    this.token = token;
    this.channel = granted.text("channel");
    this.slot = granted.text("slot");
    this.fence = granted.answer().orElseThrow().json().path("fence").asLong();
    this.asked = asked;
    this.told = granted.told();
    runs(granted, asked, leaseSeconds);
    chronicle.count(Figure.LEASES_GRANTED);
  }

  String channel() {
    return channel;
  }

  String slot() {
    return slot;
  }

  /** Up to when it runs for certain, by {@link System#nanoTime}. */
  long until() {
    return until;
  }

  /** From when on it has ended for certain, by {@link System#nanoTime}. */
  long over() {
    return over;
  }

  void renew(int leaseSeconds) throws InterruptedException {
    if (renewalPending) {
      return;
    }
    long certain = until;
    // a renewal can also shorten it
    until = Math.min(until, System.nanoTime() + TimeUnit.SECONDS.toNanos(leaseSeconds));
    Reply reply = caller.send(ChaosRequest.renew(token, slot, leaseSeconds));
    if (reply.is(200)) {
      if (released || reply.sent() > over) {
        chronicle.broken("renewed after its end: " + this);
      }
      runs(reply, reply.sent(), leaseSeconds);
      chronicle.count(Figure.RENEWALS);
    } else if (reply.is(410)) {
      ended(reply, certain);
    } else {
      renewalPending = true;
      over = Long.MAX_VALUE;
    }
  }

  /** Gives it back. Whoever gets no answer doesn't know whether it did. */
  Reply release() throws InterruptedException {
    long certain = until;
    until = Math.min(until, System.nanoTime());
    Reply reply = caller.send(ChaosRequest.release(token, slot));
    if (reply.is(204) && !releaseSent && reply.sent() > over) {
      chronicle.broken("given back after its end: " + this);
    }
    if (reply.is(410)) {
      ended(reply, certain);
    }
    releaseSent = true;
    released |= reply.is(204);
    chronicle.count(Figure.RELEASES);
    return reply;
  }

  /** Tells what was known of it. */
  void close() {
    if (!releaseSent) {
      chronicle.count(Figure.LEASES_ABANDONED);
    }
    chronicle.held(new HeldLease(channel, slot, fence, asked, told, until));
  }

  /** It was told to run for that long from some moment between the request and its answer. */
  private void runs(Reply reply, long earliest, int leaseSeconds) {
    Answer answer = reply.answer().orElseThrow();
    Instant leasedUntil = Instant.parse(answer.text("leasedUntil"));
    long notBefore = DatabaseTime.notAfter(leasedUntil);
    until = releaseSent ? Math.min(until, notBefore) : notBefore;
    over = DatabaseTime.notBefore(leasedUntil);
    long length = TimeUnit.SECONDS.toNanos(leaseSeconds);
    if (notBefore > reply.told() + length + SLACK || over < earliest + length - SLACK) {
      chronicle.broken("not as long as asked for: " + answer);
    }
    if (answer.json().path("fence").asLong() != fence || !answer.text("slot").equals(slot)) {
      chronicle.broken("another lease was renewed: " + answer);
    }
  }

  private void ended(Reply reply, long certain) {
    if (!releaseSent && reply.told() < certain) {
      long early = certain - reply.told();
      chronicle.broken("ended %s early: %s".formatted(Duration.ofNanos(early), this));
    }
  }

  @Override
  public String toString() {
    return slot + " with fence " + fence;
  }
}
