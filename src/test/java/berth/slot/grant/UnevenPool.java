package berth.slot.grant;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Api;
import berth.harness.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Accounts of one caller, with a count of the grants of each: eight with 8 to 15 free slots, so
 * that seven callers at once never fill one, and two that are full. A draw of slots instead of
 * accounts would choose some accounts twice as often as others.
 */
public final class UnevenPool {

  /** How many accounts are not full. */
  static final int WITH_ROOM = 8;

  private static final int FULL = 2;
  private static final int LARGEST = 15;

  /** The grants of each channel, in the order in which the accounts were configured. */
  private final Map<String, LongAdder> granted = new LinkedHashMap<>();

  private UnevenPool() {}

  /** Makes a pool of accounts that have not been configured before. */
  public static UnevenPool configure(Api caller, String name) {
    UnevenPool pool = new UnevenPool();
    for (int number = 0; number < WITH_ROOM + FULL; number++) {
      boolean full = number >= WITH_ROOM;
      String channel =
          caller.configured("sim-uniform-" + name + "-" + number, full ? number - 7 : LARGEST);
      hold(caller, channel, full ? number - 7 : number);
      pool.granted.put(channel, new LongAdder());
    }
    return pool;
  }

  private static void hold(Api caller, String channel, int slots) {
    String body = "{\"channel\": \"%s\", \"leaseSeconds\": 3600}".formatted(channel);
    IntStream.range(0, slots)
        .forEach(slot -> assertThat(caller.take(body).status()).isEqualTo(201));
  }

  /** Counts one more grant on the channel. */
  public void count(String channel) {
    Objects.requireNonNull(granted.get(channel)).increment();
  }

  /** The grants of each account that is not full. Fails if a full account was granted. */
  public List<Integer> counts() {
    List<Integer> counts = granted.values().stream().map(LongAdder::intValue).toList();
    assertThat(counts.subList(WITH_ROOM, WITH_ROOM + FULL)).containsOnly(0);
    return counts.subList(0, WITH_ROOM);
  }

  /** The subscription of the accounts. */
  long subscription(TestDatabase database) {
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT subscription_id FROM channel WHERE channel = ?")) {
      statement.setString(1, granted.keySet().iterator().next());
      try (ResultSet owner = statement.executeQuery()) {
        assertThat(owner.next()).isTrue();
        return owner.getLong(1);
      }
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
