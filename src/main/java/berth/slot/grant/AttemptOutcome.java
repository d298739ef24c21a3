package berth.slot.grant;

import java.util.List;
import java.util.function.Function;

/** The outcome of one attempt to grant a slot. */
sealed interface AttemptOutcome {

  /** Applies the function of the case. */
  <R> R fold(
      Function<Decided, R> decided,
      Function<Missed, R> missed,
      Function<Lost, R> lost,
      Function<Drained, R> drained);

  /** The attempt has decided what becomes of the request. */
  record Decided(GrantOutcome outcome) implements AttemptOutcome {

    @Override
    public <R> R fold(
        Function<Decided, R> decided,
        Function<Missed, R> missed,
        Function<Lost, R> lost,
        Function<Drained, R> drained) {
      return decided.apply(this);
    }
  }

  /**
   * The draws fell on accounts at their limit. Other accounts may be below it.
   *
   * @param accounts how many accounts are in rotation
   */
  record Missed(int accounts) implements AttemptOutcome {

    @Override
    public <R> R fold(
        Function<Decided, R> decided,
        Function<Missed, R> missed,
        Function<Lost, R> lost,
        Function<Drained, R> drained) {
      return missed.apply(this);
    }
  }

  /** There was a free slot, but other requests were faster. */
  record Lost() implements AttemptOutcome {

    @Override
    public <R> R fold(
        Function<Decided, R> decided,
        Function<Missed, R> missed,
        Function<Lost, R> lost,
        Function<Drained, R> drained) {
      return lost.apply(this);
    }
  }

  /**
   * Leases on draining slots of these channels have run out, and the channels were not resized yet.
   * A resize may open slots.
   */
  record Drained(List<String> channels) implements AttemptOutcome {

    @Override
    public <R> R fold(
        Function<Decided, R> decided,
        Function<Missed, R> missed,
        Function<Lost, R> lost,
        Function<Drained, R> drained) {
      return drained.apply(this);
    }
  }
}
