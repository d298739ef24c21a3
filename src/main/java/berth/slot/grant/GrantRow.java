package berth.slot.grant;

import berth.slot.lease.Lease;
import berth.slot.lease.LeaseRow;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.Arrays;
import java.util.List;

/** Reads the rows that the granting statements return. */
final class GrantRow {

  private GrantRow() {}

  /**
   * Reads the outcomes of a batch, in the order of its requests.
   *
   * @param requests how many requests the batch has
   * @param sent when the statement was sent, by {@link System#nanoTime}
   */
  static List<AttemptOutcome> outcomes(RowSet<Row> rows, int requests, long sent) {
    AttemptOutcome[] outcomes = new AttemptOutcome[requests];
    // for requests without a row: their subscription was deleted meanwhile
    Arrays.fill(outcomes, decided(new GrantOutcome.Unconfigured()));
    for (Row row : rows) {
      String denial = row.getString("denial");
      outcomes[row.getInteger("ord") - 1] =
          denial == null ? granted(row, sent) : denied(row, denial);
    }
    return List.of(outcomes);
  }

  private static AttemptOutcome granted(Row row, long sent) {
    Lease lease = LeaseRow.lease(row, sent);
    if (lease.isOver()) {
      return new AttemptOutcome.Lost();
    }
    return decided(
        row.getBoolean("bound")
            ? new GrantOutcome.Granted(lease, LeaseRow.token(row))
            : new GrantOutcome.Superseded(lease));
  }

  private static AttemptOutcome denied(Row row, String denial) {
    List<String> drained = List.of(row.getArrayOfStrings("drained"));
    if (!drained.isEmpty()) {
      return new AttemptOutcome.Drained(drained);
    }
    return switch (denial) {
      case "FULL" -> decided(new GrantOutcome.Full());
      case "LOST" -> new AttemptOutcome.Lost();
      case "OUT" -> decided(new GrantOutcome.OutOfRotation());
      case "MISSED" -> new AttemptOutcome.Missed(row.getInteger("detail"));
      case "UNCONFIGURED" -> decided(new GrantOutcome.Unconfigured());
      case "YIELDED" -> decided(new GrantOutcome.Yielded(row.getLong("detail")));
      default -> throw new IllegalStateException(denial);
    };
  }

  private static AttemptOutcome decided(GrantOutcome outcome) {
    return new AttemptOutcome.Decided(outcome);
  }
}
