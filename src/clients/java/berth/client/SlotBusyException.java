package berth.client;

import java.util.List;
import java.util.stream.StreamSupport;

/** All accounts were busy until the time to wait was over (429). */
public final class SlotBusyException extends BerthException {

  private static final long serialVersionUID = 1;

  private final transient List<String> executingJobs;

  SlotBusyException(HttpAnswer answer) {
    super(answer.error(), answer);
    this.executingJobs =
        StreamSupport.stream(answer.body().path("executingJobs").spliterator(), false)
            .map(job -> job.asText())
            .toList();
  }

  /** Up to 100 of the slots that are held. */
  public List<String> executingJobs() {
    return executingJobs;
  }
}
