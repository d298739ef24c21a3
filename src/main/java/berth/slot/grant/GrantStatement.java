package berth.slot.grant;

import berth.database.Database;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseMetrics;
import berth.slot.lease.LeaseRow;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Grants a slot to each request of a batch, in one autocommit statement. */
@ApplicationScoped
class GrantStatement {

  static final Map<GrantForm, String> SQL =
      GrantForm.all().stream()
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  form ->
                      form.selection() == Selection.ANY_ACCOUNT
                          ? AnyAccountSql.of(form)
                          : SelectedAccountSql.of(form)));

  private final Database database;
  private final LeaseMetrics metrics;

  GrantStatement(Database database, MeterRegistry meters) {
    this.database = database;
    this.metrics = new LeaseMetrics(meters);
  }

  /**
   * Tries to grant a slot to each request. Waiters go first, in the order of their tickets, then
   * the others in the order of the list.
   *
   * @param requests each with as many draws as the selection needs
   * @param waitForLocks whether to wait for slots that other transactions have locked
   * @return the outcomes, in the order of the requests
   */
  Uni<List<AttemptOutcome>> grant(
      Selection selection, List<GrantRequest> requests, boolean waitForLocks) {
    GrantForm form = GrantForm.of(selection, waitForLocks, requests);
    long sent = System.nanoTime();
    return database
        .run(Objects.requireNonNull(SQL.get(form)), GrantSql.parameters(form, requests))
        .invoke(this::count)
        .map(rows -> outcomes(rows, requests.size(), sent));
  }

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

  private void count(RowSet<Row> rows) {
    int grants = 0;
    int ends = 0;
    int losses = 0;
    for (Row row : rows) {
      String denial = row.getString("denial");
      if (denial == null) {
        grants++;
        ends += row.getBoolean("expired") ? 1 : 0;
      } else {
        losses += denial.equals("LOST") ? 1 : 0;
      }
    }
    metrics.granted(grants, ends, losses);
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
