package berth.waiting;

/** As many requests of one subscription wait in this pod as may. */
public final class TooManyWaitingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TooManyWaitingException() {
    super("Too many requests are waiting", null, false, false);
  }
}
