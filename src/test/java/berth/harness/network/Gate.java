package berth.harness.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forwards bytes between a client and a server, as far as the test allows. */
public final class Gate implements AutoCloseable {

  private enum State {
    OPEN,
    /** Connections are cut, and new ones refused. */
    SHUT,
    /** Connections stay, and all bytes are dropped. */
    SILENT
  }

  private final ServerSocket server;
  private final String host;
  private volatile int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile State state = State.OPEN;

  private Gate(ServerSocket server, String host, int port) {
    this.server = server;
    this.host = host;
    this.port = port;
  }

  /** Opens a gate to the address. */
  public static Gate to(String host, int port) {
    try {
      Gate gate = new Gate(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), host, port);
      gate.start(gate::accept);
      return gate;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Forwards new connections to another port. */
  public void leadTo(int otherPort) {
    port = otherPort;
  }

  /** The port to connect to in place of that of the server. */
  public int port() {
    return server.getLocalPort();
  }

  public void open() {
    state = State.OPEN;
  }

  /**
   * Cuts all connections, and each new one until the gate opens.
   *
   * @return how many connections were cut
   */
  public int shut() {
    state = State.SHUT;
    // each has a socket on either side
    int connections = sockets.size() / 2;
    sockets.forEach(this::cut);
    return connections;
  }

  public void fallSilent() {
    state = State.SILENT;
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.forEach(this::cut);
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, "gate");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException closing) {
        // the loop then finds the server closed
      }
    }
  }

  private void connect(Socket near) {
    if (state == State.SHUT) {
      cut(near);
      return;
    }
    try {
      Socket far = new Socket(host, port);
      sockets.add(near);
      sockets.add(far);
      start(() -> pipe(near, far));
      start(() -> pipe(far, near));
    } catch (IOException unreachable) {
      cut(near);
    }
  }

  private void pipe(Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      // a connection that was being made while the others were cut ends here
      for (int read = in.read(buffer); read >= 0 && state != State.SHUT; read = in.read(buffer)) {
        // bytes that arrive while the gate is silent are dropped, as a network would
        if (state == State.OPEN) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException broken) {
      // both directions end
    }
    cut(from);
    cut(to);
  }

  private void cut(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // it is closed already
    }
  }
}
