package berth.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many connections that are held without use: each sends a beginning and then one byte every
 * second, or nothing. One that the pod closes is opened again, by the same thread for all.
 */
final class HeldConnections implements AutoCloseable {

  private static final int SMALL_BUFFER = 1_024;
  private static final long DRIP_NANOS = 1_000_000_000;

  /** How many are opened a second, at first and again: a flood of openings is another attack. */
  private static final int OPENED_A_SECOND = 500;

  private final InetSocketAddress pod;
  private final byte[] beginning;
  private final boolean drips;
  private final boolean reads;
  private final Selector selector;
  private final Deque<SocketChannel> open = new ArrayDeque<>();
  private final int count;
  private final Thread thread;
  private volatile boolean ended;
  private volatile int mostAtOnce;
  private final AtomicLong closed = new AtomicLong();

  private HeldConnections(String url, int count, String beginning, boolean drips, boolean reads) {
    URI address = URI.create(url);
    this.pod = new InetSocketAddress(address.getHost(), address.getPort());
    this.count = count;
    this.beginning = beginning.getBytes(StandardCharsets.US_ASCII);
    this.drips = drips;
    this.reads = reads;
    try {
      this.selector = Selector.open();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    this.thread = new Thread(this::run, "held connections");
    thread.start();
  }

  /** Connections that never send anything. */
  static HeldConnections idle(String url, int count) {
    return new HeldConnections(url, count, "", false, true);
  }

  /** Requests whose body comes byte by byte. */
  static HeldConnections slowBodies(String url, int count, String token) {
    return new HeldConnections(
        url,
        count,
        "POST /v2/slots/midjourney HTTP/1.1\r\nHost: pod\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer "
            + token
            + "\r\nContent-Length: 60000\r\n\r\n{",
        true,
        true);
  }

  /** Requests for a large response that is not read. */
  static HeldConnections unreadDescriptions(String url, int count) {
    return new HeldConnections(
        url, count, "GET /q/openapi HTTP/1.1\r\nHost: pod\r\n\r\n", false, false);
  }

  /** The most connections that were open at once, and how many the pod has closed. */
  @Override
  public String toString() {
    return "%d at once, %d closed by the pod".formatted(mostAtOnce, closed.get());
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocate(4_096);
    long begun = System.nanoTime();
    long nextDrip = begun + DRIP_NANOS;
    long opened = 0;
    while (!ended) {
      try {
        long due = (System.nanoTime() - begun) * OPENED_A_SECOND / 1_000_000_000;
        for (; opened < due; opened++) {
          if (open.size() < count) {
            open();
          }
        }
        mostAtOnce = Math.max(mostAtOnce, open.size());
        selector.select(10);
        for (SelectionKey key : selector.selectedKeys()) {
          handle(key, buffer);
        }
        selector.selectedKeys().clear();
        if (drips && System.nanoTime() > nextDrip) {
          nextDrip += DRIP_NANOS;
          open.forEach(HeldConnections::drip);
        }
        open.removeIf(connection -> !connection.isOpen());
      } catch (IOException refused) {
        // opened again in the next round
      }
    }
  }

  private void open() throws IOException {
    SocketChannel connection = SocketChannel.open();
    connection.configureBlocking(false);
    if (!reads) {
      connection.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
    }
    connection.connect(pod);
    connection.register(selector, SelectionKey.OP_CONNECT);
    open.add(connection);
  }

  private void handle(SelectionKey key, ByteBuffer buffer) {
    SocketChannel connection = (SocketChannel) key.channel();
    try {
      if (key.isConnectable()) {
        connection.finishConnect();
        connection.write(ByteBuffer.wrap(beginning));
        key.interestOps(reads ? SelectionKey.OP_READ : 0);
      } else if (connection.read(buffer.clear()) < 0) {
        closed.incrementAndGet();
        connection.close();
      }
    } catch (IOException reset) {
      closed.incrementAndGet();
      close(connection);
    }
  }

  private static void drip(SocketChannel connection) {
    try {
      if (connection.isConnected()) {
        connection.write(ByteBuffer.wrap(new byte[] {' '}));
      }
    } catch (IOException reset) {
      close(connection);
    }
  }

  private static void close(SocketChannel connection) {
    try {
      connection.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
      open.forEach(HeldConnections::close);
      selector.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
