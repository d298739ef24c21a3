package berth.failover;

import berth.harness.Answer;
import java.time.Instant;

/** A lease that a pod has acknowledged. */
record Grant(String pod, String slot, String channel, long fence, Instant leasedUntil) {

  static Grant of(String pod, Answer taken) {
    return new Grant(
        pod,
        taken.text("slot"),
        taken.text("channel"),
        taken.json().path("fence").asLong(),
        Instant.parse(taken.text("leasedUntil")));
  }
}
