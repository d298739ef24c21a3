package berth.connection;

import io.netty.channel.Channel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The open connections. When there are too many, one on which no request is served is closed for
 * each new one, so that clients that only hold connections keep nobody out.
 *
 * <p>It is one that has not been used for long, not exactly the one unused for the longest time:
 * connections are looked at in turn, and one that was used since its last turn is let be (the
 * "clock" of page caches). So a request costs two writes of a field, and no lock.
 */
// nobody waits for a close
@SuppressWarnings("FutureReturnValueIgnored")
final class IdleConnections {

  /** More turns would delay new connections while nearly all others are in use. */
  private static final int MAX_TURNS = 64;

  /** An open connection. Its fields are written by its own event loop. */
  static final class Connection {

    private final Channel channel;
    private volatile boolean busy;
    private volatile boolean used;

    private Connection(Channel channel) {
      this.channel = channel;
    }

    /** A request was received whole, and is served. */
    void becameBusy() {
      busy = true;
      used = true;
    }

    /** The response to the last request was sent. */
    void becameIdle() {
      busy = false;
    }
  }

  private final int max;
  private final Queue<Connection> inTurn = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();

  /**
   * No connections.
   *
   * @param max the number of connections above which an idle one is closed for each new one
   */
  IdleConnections(int max) {
    this.max = max;
  }

  /** Adds a new connection. */
  Connection opened(Channel channel) {
    if (open.incrementAndGet() > max) {
      Connection surplus = next();
      if (surplus != null) {
        surplus.channel.close();
      }
    }
    Connection connection = new Connection(channel);
    inTurn.add(connection);
    return connection;
  }

  private @Nullable Connection next() {
    for (int turn = 0; turn < MAX_TURNS; turn++) {
      Connection connection = inTurn.poll();
      if (connection == null) {
        return null;
      }
      if (!connection.channel.isOpen()) {
        continue;
      }
      if (!connection.busy && !connection.used) {
        return connection;
      }
      connection.used = false;
      inTurn.add(connection);
    }
    return null;
  }

  /** Counts a connection no more. It stays in the queue until its turn, or until it is cleared. */
  void closed(Connection connection) {
    open.decrementAndGet();
    inTurn.remove(connection);
  }
}
