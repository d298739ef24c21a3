package berth.chaos.worker;

import berth.chaos.fault.Member;
import berth.harness.Answer;
import java.util.Optional;

/**
 * What came of a request. Times are of {@link System#nanoTime}.
 *
 * @param answer empty when it is not known whether the request did anything: no answer came, or
 *     that the service is unavailable
 * @param by the pod that was asked
 */
record Reply(Optional<Answer> answer, Member by, long sent, long told) {

  boolean is(int status) {
    return answer.isPresent() && answer.get().status() == status;
  }

  String text(String field) {
    return answer.orElseThrow().text(field);
  }
}
