package berth.response;

import berth.error.ErrorCatalogue;
import berth.error.OverloadedException;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how many responses of one kind are being read. Each keeps one piece in memory, however
 * slowly it is read.
 */
public final class OpenResponses {

  private final int maxOfAll;
  private final int maxOfOne;
  private final Map<Long, Integer> bySubscription = new HashMap<>();
  private int open;

  /**
   * None is open.
   *
   * @param maxOfOne the maximum of one subscription, so that none takes the share of others
   */
  public OpenResponses(int maxOfAll, int maxOfOne) {
    this.maxOfAll = maxOfAll;
    this.maxOfOne = maxOfOne;
  }

  /**
   * Counts a response as open, until its connection ends or it was written.
   *
   * @throws OverloadedException when the maximum of them is open
   * @throws berth.error.ErrorException when the connection is closed already
   */
  public void open(long subscriptionId, RoutingContext http) {
    if (http.response().closed()) {
      // the end handler would not be called
      throw ErrorCatalogue.unavailable().asException();
    }
    begin(subscriptionId);
    http.addEndHandler(ended -> end(subscriptionId));
  }

  private synchronized void begin(long subscriptionId) {
    int own = bySubscription.getOrDefault(subscriptionId, 0);
    if (open == maxOfAll || own == maxOfOne) {
      throw new OverloadedException();
    }
    open++;
    bySubscription.put(subscriptionId, own + 1);
  }

  private synchronized void end(long subscriptionId) {
    open--;
    bySubscription.computeIfPresent(
        subscriptionId, (id, own) -> own == 1 ? null : Integer.valueOf(own - 1));
  }
}
