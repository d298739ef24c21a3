package berth.chaos;

import berth.harness.Answer;
import berth.harness.Api;
import java.util.ArrayList;
import java.util.List;

/** Takes all free slots while no other caller takes any. */
final class FinalCount {

  /** No lease ends before all slots are counted. */
  private static final String BODY = "{\"leaseSeconds\": 120}";

  private static final int BUSY = 429;
  private static final int MAX_SLOTS = 500;

  private FinalCount() {}

  /**
   * Takes slots one after the other until all accounts are busy.
   *
   * @param pods a caller at each pod
   * @return the channels of all slots that could be taken
   */
  static List<String> takeAll(List<Api> pods, String token) {
    List<String> channels = new ArrayList<>();
    while (channels.size() < MAX_SLOTS) {
      Answer answer = pods.get(channels.size() % pods.size()).as(token).take(BODY);
      if (answer.status() == BUSY) {
        return channels;
      }
      if (answer.status() != 201) {
        throw new AssertionError("Neither granted nor busy: " + answer);
      }
      channels.add(answer.text("channel"));
    }
    throw new AssertionError("More slots were granted than all limits allow");
  }
}
