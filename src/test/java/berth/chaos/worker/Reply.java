package berth.chaos.worker;

import berth.chaos.fault.Member;
import berth.harness.Answer;
import java.util.Optional;

/**
 * The outcome of a request. Times are of {@link System#nanoTime}.
 *
 * @param answer empty when it is unknown whether the request took effect: no answer came, or the
 *     answer was that the service is unavailable
 * @param pod the pod to which the request was sent
 * @param completed when the answer came, or the request failed
 */
record Reply(Optional<Answer> answer, Member pod, long sent, long completed) {

  boolean is(int status) {
    return answer.isPresent() && answer.get().status() == status;
  }

  String text(String field) {
    return answer.orElseThrow().text(field);
  }
}
