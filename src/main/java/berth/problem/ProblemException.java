package berth.problem;

/** Leaves a request early with an answer for its caller. It is no bug, so it has no stack trace. */
public final class ProblemException extends RuntimeException {

  private final transient ErrorCatalogue problem;

  ProblemException(ErrorCatalogue problem) {
    super(problem.error(), null, false, false);
    this.problem = problem;
  }

  /** What the caller is told. */
  public ErrorCatalogue problem() {
    return problem;
  }
}
