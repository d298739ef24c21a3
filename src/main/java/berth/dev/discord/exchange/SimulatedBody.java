package berth.dev.discord.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The body of a response, and how it is sent.
 *
 * @param length in bytes; -1 for no body, 0 when the length is not sent beforehand
 */
public record SimulatedBody(long length, Delivery delivery) {

  static final SimulatedBody NONE = new SimulatedBody(-1, to -> {});

  /** Longer than any client waits. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private static final Duration BETWEEN_BYTES = Duration.ofMillis(500);

  /** Writes a body. */
  public interface Delivery {

    /** Writes the body. It fails where the body, and with it the connection, ends too early. */
    void to(OutputStream client) throws IOException;
  }

  static SimulatedBody whole(String text) {
    byte[] bytes = bytes(text);
    return bytes.length == 0 ? NONE : new SimulatedBody(bytes.length, to -> to.write(bytes));
  }

  /** A body that is sent without its length. */
  public static SimulatedBody streamed(Delivery delivery) {
    return new SimulatedBody(0, delivery);
  }

  /** Sends one half, then nothing. */
  public static SimulatedBody stalled(String text) {
    return new SimulatedBody(
        bytes(text).length,
        to -> {
          writeHalf(text, to);
          pause(SILENCE);
          throw new IOException("Stalled for long enough");
        });
  }

  /** Sends a byte every half second. */
  public static SimulatedBody trickled(String text) {
    byte[] bytes = bytes(text);
    return new SimulatedBody(
        bytes.length,
        to -> {
          for (byte each : bytes) {
            to.write(each);
            to.flush();
            pause(BETWEEN_BYTES);
          }
        });
  }

  /** Sends one half in chunks, without the last chunk. */
  public static SimulatedBody cutOff(String text) {
    return streamed(
        to -> {
          writeHalf(text, to);
          throw new IOException("Cut off");
        });
  }

  /** Sends the whole text, but with a greater length. */
  public static SimulatedBody tooShort(String text) {
    byte[] bytes = bytes(text);
    return new SimulatedBody(
        bytes.length + 100,
        to -> {
          to.write(bytes);
          to.flush();
          throw new IOException("No more to send");
        });
  }

  void writeTo(OutputStream client) throws IOException {
    delivery.to(client);
  }

  static void pause(Duration time) throws InterruptedIOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Stopping");
    }
  }

  private static void writeHalf(String text, OutputStream to) throws IOException {
    byte[] bytes = bytes(text);
    to.write(bytes, 0, bytes.length / 2);
    to.flush();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
