package berth.slot.grant;

import berth.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Grants many wishes a slot each, in one statement that commits by itself. */
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
   * Tries to grant each wish a slot, those that were first first.
   *
   * @param requests all with as many draws as the way needs
   * @param waitForLocks whether to wait for slots that somebody else is just changing
   */
  Uni<List<GrantOutcome>> grant(
      Selection selection, List<GrantRequest> requests, boolean waitForLocks) {
    GrantForm form = GrantForm.of(selection, waitForLocks, requests);
    long sent = System.nanoTime();
    return database
        .run(Objects.requireNonNull(SQL.get(form)), GrantSql.parameters(form, requests))
        .map(rows -> GrantRow.outcomes(rows, requests.size(), sent));
  }
}
