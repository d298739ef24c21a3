package berth.response;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Bounds how many lists are being read, since each also takes time of the database. */
@ApplicationScoped
public class OpenLists {

  private static final int MAX_OF_ALL = 32;
  private static final int MAX_OF_ONE = 4;

  private final OpenResponses lists = new OpenResponses(MAX_OF_ALL, MAX_OF_ONE);

  /** See {@link OpenResponses#open}. */
  public void open(long subscriptionId, RoutingContext http) {
    lists.open(subscriptionId, http);
  }
}
