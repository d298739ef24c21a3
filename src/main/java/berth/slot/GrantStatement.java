package berth.slot;

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
                  form -> form.way() == Way.RACE ? RaceSql.of(form) : ClaimSql.of(form)));

  private final Database database;

  GrantStatement(Database database) {
    this.database = database;
  }

  /**
   * Tries to grant each wish a slot, those that were first first.
   *
   * @param wishes all with as many draws as the way needs
   * @param patient whether to wait for slots that somebody else is just changing
   */
  Uni<List<GrantOutcome>> grant(Way way, List<Wish> wishes, boolean patient) {
    GrantForm form = GrantForm.of(way, patient, wishes);
    long sent = System.nanoTime();
    return database
        .run(Objects.requireNonNull(SQL.get(form)), GrantSql.parameters(form, wishes))
        .map(rows -> GrantRow.outcomes(rows, wishes.size(), sent));
  }
}
