package berth.bench.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the leases that clients hold for certain: from after the response to the grant until
 * before the request to release. A lease beyond the limit of its account is an over-grant.
 */
public final class HeldByClients {

  private final int limit;
  private final Map<String, AtomicInteger> held = new ConcurrentHashMap<>();
  private final LongAdder grants = new LongAdder();
  private final LongAdder overGrants = new LongAdder();

  public HeldByClients(int limit) {
    this.limit = limit;
  }

  public void granted(String channel) {
    grants.increment();
    if (of(channel).incrementAndGet() > limit) {
      overGrants.increment();
    }
  }

  public void releasing(String channel) {
    of(channel).decrementAndGet();
  }

  public long grants() {
    return grants.sum();
  }

  public long overGrants() {
    return overGrants.sum();
  }

  private AtomicInteger of(String channel) {
    return held.computeIfAbsent(channel, first -> new AtomicInteger());
  }
}
