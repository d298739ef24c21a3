package berth.problem;

/** So much waits already that more is refused: nothing was begun, and asking again later may do. */
public final class OverloadedException extends RuntimeException {

  public OverloadedException() {
    super("Too many requests wait already", null, false, false);
  }
}
