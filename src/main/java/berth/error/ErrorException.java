package berth.error;

/** Ends a request with an error for its caller. It is no bug, so it has no stack trace. */
public final class ErrorException extends RuntimeException {

  private final transient ErrorCatalogue error;

  ErrorException(ErrorCatalogue error) {
    super(error.error(), null, false, false);
    this.error = error;
  }

  /** The error that the caller gets. */
  public ErrorCatalogue error() {
    return error;
  }
}
