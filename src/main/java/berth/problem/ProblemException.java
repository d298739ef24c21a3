package berth.problem;

/** Ends a request with an error for its caller. It is no bug, so it has no stack trace. */
public final class ProblemException extends RuntimeException {

  private final transient ErrorCatalogue problem;

  ProblemException(ErrorCatalogue problem) {
    super(problem.error(), null, false, false);
    this.problem = problem;
  }

  /** The error that the caller gets. */
  public ErrorCatalogue problem() {
    return problem;
  }
}
