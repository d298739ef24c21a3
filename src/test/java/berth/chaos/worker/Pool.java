package berth.chaos.worker;

import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The accounts of one subscription.
 *
 * @param token of the caller that has it
 * @param steady channels with limits that are never changed
 * @param changing channels of accounts that come, go and change
 */
public record Pool(String token, Map<String, Integer> steady, List<String> changing) {

  /** Any channel. */
  String any(Random random) {
    List<String> always = List.copyOf(steady.keySet());
    int number = random.nextInt(always.size() + changing.size());
    return number < always.size() ? always.get(number) : changing.get(number - always.size());
  }
}
