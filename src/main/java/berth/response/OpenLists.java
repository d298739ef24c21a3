package berth.response;

import berth.error.ErrorCatalogue;
import berth.error.OverloadedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the lists that are being read. Each of them keeps one piece in memory, however slowly it
 * is read.
 */
@ApplicationScoped
public class OpenLists {

  private static final int MAX_OF_ALL = 32;

  /** So that no subscription takes the share of others, of the database's time either. */
  private static final int MAX_OF_ONE = 4;

  private final Map<Long, Integer> bySubscription = new HashMap<>();
  private int open;

  /**
   * Counts a list as being read, until its response or its connection ends.
   *
   * @throws OverloadedException when the maximum of lists is being read
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
    if (open == MAX_OF_ALL || own == MAX_OF_ONE) {
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
