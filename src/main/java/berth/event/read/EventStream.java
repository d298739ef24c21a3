package berth.event.read;

import berth.auth.Caller;
import berth.time.Deadline;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The events of a subscription as they happen, as server-sent events. The next ones are read when
 * the client has taken those before, so a slow client makes the pod hold no more than one page. It
 * ends when the API token of its caller does, and when the pod stops.
 */
final class EventStream {

  private static final int PAGE = 100;
  private static final Duration TOKEN_CHECK = Duration.ofSeconds(1);

  /** Load balancers close connections on which nothing was sent for a minute, or less. */
  private static final Duration BETWEEN_COMMENTS = Duration.ofSeconds(15);

  private static final byte[] NOTHING = new byte[0];
  private static final byte[] COMMENT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

  private final Caller caller;
  private final EventHistory history;
  private final NewEvents newEvents;
  private final ObjectMapper json;
  private final EventFilter filter;

  /** Up to this id, all events have been sent. */
  private long position;

  private boolean begun;
  private boolean ended;

  /** Whether there may be events behind the position. If not, no statement is sent for them. */
  private boolean mayHaveMore = true;

  private Deadline nextComment = Deadline.in(BETWEEN_COMMENTS);

  /**
   * A stream of the events after the id.
   *
   * @param caller of the request, whose token is checked again and again
   */
  EventStream(
      Caller caller,
      EventHistory history,
      NewEvents newEvents,
      ObjectMapper json,
      EventFilter filter,
      long id) {
    this.caller = caller;
    this.history = history;
    this.newEvents = newEvents;
    this.json = json;
    this.filter = filter;
    this.position = id;
  }

  /** The parts of the stream. The first one comes at once, so that the client sees it begin. */
  Multi<byte[]> pieces() {
    return Multi.createBy()
        .repeating()
        .uni(this::next)
        .whilst(piece -> !ended)
        .filter(piece -> piece.length > 0);
  }

  /**
   * The next piece: events or a comment, or nothing when there is neither yet. The token is checked
   * before each, since a client that reads slowly, or of a busy pool, is never waited for.
   */
  private Uni<byte[]> next() {
    if (!begun) {
      begun = true;
      return Uni.createFrom().item(COMMENT);
    }
    return caller
        .isStillKnown()
        .flatMap(
            known -> {
              ended = !known || newEvents.isStopped();
              if (ended) {
                return Uni.createFrom().item(NOTHING);
              }
              return mayHaveMore ? read() : awaitMore();
            });
  }

  private Uni<byte[]> read() {
    return history
        .after(caller.subscription().id(), position, filter, PAGE)
        .flatMap(
            page -> {
              position = Long.parseLong(page.last());
              return page.events().isEmpty() ? awaitMore() : Uni.createFrom().item(write(page));
            });
  }

  private Uni<byte[]> awaitMore() {
    return newEvents
        .after(caller.subscription().id(), position, TOKEN_CHECK)
        .map(
            found -> {
              mayHaveMore = found;
              return commentIfDue();
            });
  }

  private byte[] commentIfDue() {
    if (!nextComment.isOver()) {
      return NOTHING;
    }
    nextComment = Deadline.in(BETWEEN_COMMENTS);
    return COMMENT;
  }

  private byte[] write(EventPage page) {
    nextComment = Deadline.in(BETWEEN_COMMENTS);
    StringBuilder text = new StringBuilder();
    for (EventView event : page.events()) {
      try {
        text.append("id: ").append(event.id());
        text.append("\ndata: ").append(json.writeValueAsString(event)).append("\n\n");
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
