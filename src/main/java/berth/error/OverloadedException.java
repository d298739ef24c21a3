package berth.error;

/** A queue is full. The request has not begun, and a later retry may succeed. */
public final class OverloadedException extends RuntimeException {

  public OverloadedException() {
    super("Too many requests wait already", null, false, false);
  }
}
