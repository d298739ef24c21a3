package berth.connection;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a listener on which no request is served, those that have been idle for the
 * longest time first. When there are too many connections, these are closed, so that clients that
 * only hold connections keep nobody out.
 */
// nobody waits for a close
@SuppressWarnings("FutureReturnValueIgnored")
final class IdleConnections {

  private final int most;
  private final Set<Channel> idle = new LinkedHashSet<>();
  private int open;

  /**
   * No connections.
   *
   * @param most the number of connections above which an idle one is closed for each new one
   */
  IdleConnections(int most) {
    this.most = most;
  }

  void opened(Channel connection) {
    Channel surplus;
    synchronized (this) {
      open++;
      surplus = open > most ? longestIdle() : null;
      idle.add(connection);
    }
    if (surplus != null) {
      surplus.close();
    }
  }

  private @Nullable Channel longestIdle() {
    Iterator<Channel> longest = idle.iterator();
    if (!longest.hasNext()) {
      return null;
    }
    Channel connection = longest.next();
    longest.remove();
    return connection;
  }

  synchronized void closed(Channel connection) {
    open--;
    idle.remove(connection);
  }

  /** A request was received whole, and is served. */
  synchronized void busy(Channel connection) {
    idle.remove(connection);
  }

  /** The response to the last request was sent. */
  synchronized void idle(Channel connection) {
    idle.add(connection);
  }
}
