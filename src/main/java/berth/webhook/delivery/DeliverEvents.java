package berth.webhook.delivery;

import berth.event.read.EventHistory;
import berth.event.read.EventView;
import berth.log.LogLine;
import berth.schedule.Backoff;
import berth.time.Deadline;
import berth.webhook.Webhook;
import berth.webhook.send.SendMessage;
import berth.webhook.send.SendOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Random;
import org.jboss.logging.Logger;

/** Sends the events of a webhook that this pod has claimed, one after the other. */
@ApplicationScoped
class DeliverEvents {

  /** When this is over, the claim is given up, so that other webhooks get their turn. */
  private static final Duration TURN = Duration.ofSeconds(10);

  /** Longer than a turn, the send at its end, and the statements. */
  static final Duration CLAIM_PERIOD = Duration.ofSeconds(30);

  /** How long an event is sent again. */
  private static final Duration LONGEST = Duration.ofDays(3);

  private static final int PAGE = 50;
  private static final Logger LOG = Logger.getLogger(DeliverEvents.class);

  private final EventHistory history;
  private final DeliveryTable table;
  private final EventMessages messages;
  private final SendMessage sendMessage;
  private final DeliveryMetrics metrics;
  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(5), Duration.ofHours(1), new Random());

  DeliverEvents(
      EventHistory history,
      DeliveryTable table,
      EventMessages messages,
      SendMessage sendMessage,
      DeliveryMetrics metrics) {
    this.history = history;
    this.table = table;
    this.messages = messages;
    this.sendMessage = sendMessage;
    this.metrics = metrics;
  }

  /** Sends events until there are none, one can't be sent, or the turn is over. */
  Uni<Void> deliver(Delivery delivery) {
    return page(delivery, delivery.webhook().deliveredId(), Deadline.in(TURN));
  }

  private Uni<Void> page(Delivery delivery, long after, Deadline turn) {
    Webhook webhook = delivery.webhook();
    return history
        .ofTypes(webhook.subscriptionId(), after, webhook.types(), PAGE)
        .flatMap(
            page -> {
              long last = Long.parseLong(page.last());
              return page.events().isEmpty() || turn.isOver()
                  ? table.finish(delivery, page.events().isEmpty() ? last : after).replaceWithVoid()
                  : each(delivery, page.events().iterator(), turn)
                      .flatMap(
                          goOn -> goOn ? page(delivery, last, turn) : Uni.createFrom().voidItem());
            });
  }

  /** Returns whether to go on after these events. */
  private Uni<Boolean> each(Delivery delivery, Iterator<EventView> events, Deadline turn) {
    if (!events.hasNext()) {
      return Uni.createFrom().item(true);
    }
    EventView event = events.next();
    return send(delivery, event)
        .flatMap(
            goOn -> {
              if (!goOn) {
                return Uni.createFrom().item(false);
              }
              return turn.isOver()
                  ? table.finish(delivery, Long.parseLong(event.id())).replaceWith(false)
                  : each(delivery, events, turn);
            });
  }

  private Uni<Boolean> send(Delivery delivery, EventView event) {
    Webhook webhook = delivery.webhook();
    return sendMessage
        .send(webhook.url(), messages.of(webhook.subscriptionId(), event), webhook.secret())
        .flatMap(outcome -> after(delivery, event, outcome));
  }

  private Uni<Boolean> after(Delivery delivery, EventView event, SendOutcome outcome) {
    long id = Long.parseLong(event.id());
    if (outcome.isReceived()) {
      metrics.delivered();
      delivery.succeeded();
      return table.sent(delivery, id);
    }
    if (event.at().isBefore(Instant.now().minus(LONGEST))) {
      metrics.givenUp();
      LogLine.warn(LOG, "An event could not be sent to its webhook, and is given up")
          .with("subscription", delivery.webhook().subscriptionId())
          .with("event", event.id())
          .with("failure", outcome.text())
          .write();
      return table.sent(delivery, id);
    }
    metrics.failed();
    return table
        .postpone(delivery, outcome.text(), backoff.after(delivery.failures()))
        .replaceWith(false);
  }
}
