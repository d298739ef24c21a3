package berth.chaos.worker;

import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The accounts of one subscription.
 *
 * @param token the API token of a caller of the subscription
 * @param steady channels with limits that never change
 * @param changing channels of accounts that are created, changed and deleted
 */
public record Pool(String token, Map<String, Integer> steady, List<String> changing) {

  /** A random channel of the pool. */
  String any(Random random) {
    List<String> always = List.copyOf(steady.keySet());
    int number = random.nextInt(always.size() + changing.size());
    return number < always.size() ? always.get(number) : changing.get(number - always.size());
  }
}
