package berth.slot.grant;

import berth.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

  GrantStatement(Database database) {
    this.database = database;
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
        .map(rows -> GrantRow.outcomes(rows, requests.size(), sent));
  }
}
