package berth.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Connections that never read. Each has a thread that opens it again whenever it is closed, until
 * the attack ends.
 */
final class Attack {

  private static final int SMALL_CHUNK = 0x4000;

  private final URI pod;
  private final byte[] first;
  private final byte[] thenWithoutEnd;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads;
  private volatile boolean ended;

  private Attack(String url, int connections, String first, String thenWithoutEnd) {
    this.pod = URI.create(url);
    this.first = first.getBytes(StandardCharsets.US_ASCII);
    this.thenWithoutEnd = thenWithoutEnd.getBytes(StandardCharsets.US_ASCII);
    threads =
        IntStream.range(0, connections).mapToObj(n -> new Thread(this::run, "attack")).toList();
    threads.forEach(Thread::start);
  }

  /** Sends requests without a token and reads no response. */
  static Attack ofUnreadAnswers(String url, int connections) {
    return new Attack(
        url, connections, "", "GET /v2/account HTTP/1.1\r\nHost: pod\r\n\r\n".repeat(200));
  }

  /** Sends a body without an end. */
  static Attack ofEndlessBodies(String url, int connections, String authorization) {
    return new Attack(
        url,
        connections,
        "POST /v2/slots/midjourney HTTP/1.1\r\nHost: pod\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n"
            + authorization
            + "\r\n",
        Integer.toHexString(SMALL_CHUNK) + "\r\n" + "x".repeat(SMALL_CHUNK) + "\r\n");
  }

  /** Requests long lists and reads none. */
  static Attack ofUnreadLists(String url, int connections, String authorization) {
    return new Attack(
        url,
        connections,
        "",
        ("GET /v2/slots/midjourney?limit=1000 HTTP/1.1\r\nHost: pod\r\n" + authorization + "\r\n")
            .repeat(20));
  }

  private void run() {
    while (!ended) {
      try (Socket socket = new Socket(pod.getHost(), pod.getPort())) {
        open.add(socket);
        socket.getOutputStream().write(first);
        while (!ended) {
          socket.getOutputStream().write(thenWithoutEnd);
        }
      } catch (IOException closed) {
        // by the pod, or below
      }
      open.removeIf(Socket::isClosed);
    }
  }

  /** Ends the attack; returns when all its connections are closed. */
  void close() {
    ended = true;
    try {
      for (Thread thread : threads) {
        while (thread.isAlive()) {
          for (Socket socket : open) {
            socket.close();
          }
          thread.join(10);
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
