package berth.response;

import berth.problem.ErrorCatalogue;
import berth.problem.OverloadedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/**
 * The lists that are being read: each holds a piece of itself in memory, however slowly it is read.
 */
@ApplicationScoped
public class OpenLists {

  private static final int MAX_OF_ALL = 32;

  /** So that no subscription takes the others' part, of the database's time either. */
  private static final int MAX_OF_ONE = 4;

  private final Map<Long, Integer> bySubscription = new HashMap<>();
  private int open;

  /**
   * Lets a list be read until its answer or its connection ends.
   *
   * @throws OverloadedException when as many are being read as may be
   * @throws berth.problem.ProblemException when the connection is closed already
   */
  public void open(long subscriptionId, RoutingContext http) {
    if (http.response().closed()) {
      // nobody would tell of its end
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
