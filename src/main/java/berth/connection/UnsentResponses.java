package berth.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The large responses of all connections that the clients have not read yet. Each is in memory, so
 * when there are too many, the connection whose response is unread for the longest time is closed.
 * Small responses mostly fit into what the operating system buffers, and are not counted.
 */
// nobody waits for a close
@SuppressWarnings("FutureReturnValueIgnored")
final class UnsentResponses {

  /**
   * From this size on, a response is large. With 2,000 connections, smaller ones fit into a pod.
   */
  static final int LARGE = 16 * 1024;

  /** A quarter of the memory that a pod has for buffers. */
  private static final long MAX_BYTES = 16L << 20;

  /** As lists have for each of their pieces. */
  private static final int MAX_SECONDS = 30;

  private final Queue<Unsent> oldestFirst = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();

  /** A response that is being sent. */
  private final class Unsent {

    private final ChannelHandlerContext connection;
    private final int size;
    private final AtomicBoolean over = new AtomicBoolean();

    private Unsent(ChannelHandlerContext connection, int size) {
      this.connection = connection;
      this.size = size;
    }

    private void end() {
      if (over.compareAndSet(false, true)) {
        bytes.addAndGet(-size);
        oldestFirst.remove(this);
      }
    }

    private void close() {
      end();
      connection.executor().execute(connection::close);
    }
  }

  /**
   * Counts a response, or a piece of one, until it was sent.
   *
   * @param sent is completed when the operating system has taken it, or the connection is closed
   */
  void add(ChannelHandlerContext connection, int size, ChannelPromise sent) {
    Unsent unsent = new Unsent(connection, size);
    oldestFirst.add(unsent);
    bytes.addAndGet(size);
    Future<?> timeout =
        connection.executor().schedule(unsent::close, MAX_SECONDS, TimeUnit.SECONDS);
    sent.addListener(
        done -> {
          timeout.cancel(false);
          unsent.end();
        });
    while (bytes.get() > MAX_BYTES) {
      Unsent oldest = oldestFirst.poll();
      if (oldest == null) {
        return;
      }
      oldest.close();
    }
  }
}
