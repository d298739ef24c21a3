package berth.waiting;

/** The maximum number of requests, of the subscription or of all, waits in this pod already. */
public final class TooManyWaitingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TooManyWaitingException() {
    super("Too many requests are waiting", null, false, false);
  }
}
