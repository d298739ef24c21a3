package berth.client;

/** There was no answer: the request may have been carried out or not. */
final class NoAnswerException extends Exception {

  private static final long serialVersionUID = 1;

  /** Only the class of the failure: its text may quote the request. */
  NoAnswerException(Throwable failure) {
    super(failure.getClass().getSimpleName(), null, false, false);
  }
}
