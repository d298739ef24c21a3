package berth.chaos;

import berth.harness.Answer;
import berth.harness.Api;
import java.util.ArrayList;
import java.util.List;

/** Takes all there is to be had when nobody else does. */
final class FinalCount {

  /** Nothing runs out before all is counted. */
  private static final String BODY = "{\"leaseSeconds\": 120}";

  private static final int BUSY = 429;
  private static final int MOST = 500;

  private FinalCount() {}

  /**
   * The channels of all slots that could be taken, one after the other, until all were busy.
   *
   * @param pods any caller at each pod
   */
  static List<String> takeAll(List<Api> pods, String token) {
    List<String> channels = new ArrayList<>();
    while (channels.size() < MOST) {
      Answer answer = pods.get(channels.size() % pods.size()).as(token).take(BODY);
      if (answer.status() == BUSY) {
        return channels;
      }
      if (answer.status() != 201) {
        throw new AssertionError("Neither granted nor busy: " + answer);
      }
      channels.add(answer.text("channel"));
    }
    throw new AssertionError("There is no end to the slots");
  }
}
