package berth.model.world;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The environment of one sequence: a few callers that compete for the same few Discord users, which
 * no other sequence uses, and the model of their state.
 */
public final class World implements AutoCloseable {

  /** The number of accounts that each caller may have. One of the callers cannot have all. */
  public static final List<Integer> QUANTITIES = List.of(3, 2);

  public static final int CALLERS = QUANTITIES.size();
  public static final int USERS = 3;

  /** The service answered 503. */
  public static final class Unavailable extends RuntimeException {

    Unavailable(Answer answer) {
      super(answer.toString());
    }
  }

  public final Model model = new Model();
  private final List<String> log = new ArrayList<>();
  private final List<Api> callers;
  private final List<String> users;
  private final Connection database;

  public World() throws SQLException {
    Api admin = RunningBerth.admin();
    callers =
        await()
            .pollDelay(Duration.ZERO)
            .ignoreException(Unavailable.class)
            .until(
                () -> QUANTITIES.stream().map(quantity -> subscribe(admin, quantity)).toList(),
                made -> true);
    String unique = UUID.randomUUID().toString();
    users = IntStream.range(0, USERS).mapToObj(number -> unique + "-" + number).toList();
    database = RunningBerth.database().connect();
  }

  private static Api subscribe(Api admin, int quantity) {
    String subscription = "{\"name\": \"model\", \"quantity\": %d}".formatted(quantity);
    return admin.as(available(admin.post("/admin/subscriptions", subscription)).text("token"));
  }

  public Api caller(int number) {
    return callers.get(number);
  }

  /** One of the Discord tokens of the user. */
  public String discord(int user, int token) {
    return "sim-" + users.get(user) + "." + token;
  }

  /**
   * Sends a request while the user has no channel with the bot. For the account this means the same
   * as a refused token, but it spends nothing of the budget of invalid requests.
   */
  public Answer whileRefused(int user, Supplier<Answer> request) {
    RunningBerth.discord().behave(users.get(user), "no-bot");
    try {
      return request.get();
    } finally {
      RunningBerth.discord().behaveWell(users.get(user));
    }
  }

  public String channel(int user) {
    return RunningBerth.discord().channelOf(users.get(user));
  }

  /** Lets time pass: all times in the database move into the past. */
  public void pass(Duration time) {
    model.pass(time);
    change(
        """
        UPDATE slot
           SET leased_until = leased_until - make_interval(secs => %1$d),
               granted_at = granted_at - make_interval(secs => %1$d)
         WHERE channel = ANY (?)
        """
            .formatted(time.toSeconds()));
    change(
        """
        UPDATE account
           SET moderated_until = moderated_until - make_interval(secs => %1$d),
               due_at = due_at - CASE WHEN status = 'MODERATED' THEN make_interval(secs => %1$d)
                                      ELSE interval '0' END,
               token_since = token_since - make_interval(secs => %1$d)
         WHERE channel = ANY (?)
        """
            .formatted(time.toSeconds()));
    model.recovered().forEach(this::awaitRecovered);
  }

  /**
   * Waits until the account is back in rotation. Any change of an account makes the service check
   * at once whether one is back.
   */
  private void awaitRecovered(String channel) {
    Model.Account account = requireNonNull(model.account(channel));
    Api owner = callers.get(account.owner());
    owner.send(
        "PATCH",
        "/v2/account/midjourney/" + channel,
        "{\"maxJobs\": %d}".formatted(account.maxJobs()));
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> available(owner.account(channel)).text("status").equals("active"));
    model.change(channel, account.active());
  }

  /** Runs a statement. Its one parameter is the array of the channels of this world. */
  public void change(String sql) {
    try (var statement = database.prepareStatement(sql)) {
      Object[] channels = IntStream.range(0, USERS).mapToObj(this::channel).toArray();
      statement.setArray(1, database.createArrayOf("text", channels));
      statement.executeUpdate();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Logs an action and its answer, and returns the answer. */
  public Answer log(Action action, Answer answer) {
    log(action + " -> " + answer);
    return available(answer);
  }

  /** The slots and accounts that the service lists for the caller. */
  public JsonNode slots(int caller) {
    return available(callers.get(caller).slots()).json();
  }

  /**
   * Throws an exception after a 503: on a busy machine the service may not reach its database, and
   * then nothing is known.
   */
  private static Answer available(Answer answer) {
    if (answer.status() == 503) {
      throw new Unavailable(answer);
    }
    return answer;
  }

  public void log(String event) {
    log.add(event);
  }

  public List<String> logged() {
    return log;
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
