package berth.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Renews the slots of a pool together, and signals those that are lost. One thread watches the
 * clock and sends renewals without waiting for their answers, so that a renewal that hangs delays
 * nothing.
 */
final class Keeper {

  private static final long TICK_MILLIS = 50;

  /** The most slots of one request, which the service sets. */
  private static final int MOST = 1_000;

  private static final System.Logger LOG = System.getLogger(Keeper.class.getName());

  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  /** Slots whose renewal is under way. */
  private final Set<Slot> renewing = ConcurrentHashMap.newKeySet();

  private final Http http;
  private final String path;
  private @Nullable ScheduledExecutorService clock;

  Keeper(Http http, String path) {
    this.http = http;
    this.path = path;
  }

  List<Slot> held() {
    return List.copyOf(slots.values());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the ticks end with the executor
  synchronized void add(Slot slot) {
    slots.put(slot.slot(), slot);
    if (clock == null) {
      clock =
          Executors.newSingleThreadScheduledExecutor(
              work -> {
                Thread thread = new Thread(work, "berth-leases");
                thread.setDaemon(true);
                return thread;
              });
      clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Renews the slot no more. An answer that is under way does not touch it any more. */
  synchronized void remove(Slot slot) {
    slots.remove(slot.slot(), slot);
    if (slots.isEmpty() && clock != null) {
      clock.shutdown();
      clock = null;
    }
  }

  private void tick() {
    try {
      check();
    } catch (RuntimeException fault) {
      // without this, the executor would end the ticks and tell nobody
      LOG.log(System.Logger.Level.ERROR, "Leases could not be kept", fault);
    }
  }

  private void check() {
    for (Slot slot : held()) {
      if (slot.isLost()) {
        remove(slot);
      }
    }
    List<Slot> idle = held().stream().filter(slot -> !renewing.contains(slot)).toList();
    if (idle.stream().anyMatch(slot -> slot.time(LeaseTime::untilRenewal) <= 0)) {
      renew(idle.stream().filter(slot -> slot.time(LeaseTime::isDueSoon)).toList());
    }
  }

  /** Mostly by one request, each slot for the length that it has. */
  private void renew(List<Slot> due) {
    Map<Integer, List<Slot>> bySeconds = new TreeMap<>();
    for (Slot slot : due) {
      bySeconds
          .computeIfAbsent(slot.time(LeaseTime::nextSeconds), seconds -> new ArrayList<>())
          .add(slot);
    }
    bySeconds.forEach(
        (seconds, some) -> {
          for (int start = 0; start < some.size(); start += MOST) {
            send(seconds, some.subList(start, Math.min(some.size(), start + MOST)));
          }
        });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // failures are handled in the chain
  private void send(int seconds, List<Slot> some) {
    if (seconds == 0) {
      some.forEach(slot -> slot.time(time -> renewNoMore(time)));
      return;
    }
    Map<String, Object> body = new HashMap<>();
    body.put("slots", some.stream().map(Slot::slot).toList());
    if (seconds > 0) {
      body.put("leaseSeconds", seconds);
    }
    Duration timeout =
        Duration.ofNanos(
            some.stream().mapToLong(slot -> slot.time(LeaseTime::timeToRenew)).min().orElseThrow());
    HttpRequest request = http.request("POST", path + "/renew", body).timeout(timeout).build();
    renewing.addAll(some);
    long sent = System.nanoTime();
    http.sendAsync(request)
        .thenApply(http::answer)
        .handle(
            (answer, failure) -> {
              if (failure == null && answer.ok()) {
                learn(sent, some, answer.body());
              } else {
                retry(some, failure == null ? answer.retryAfter() : null);
              }
              return null;
            })
        .whenComplete((done, fault) -> some.forEach(renewing::remove));
  }

  private static @Nullable Void renewNoMore(LeaseTime time) {
    time.renewNoMore();
    return null;
  }

  private static void retry(List<Slot> some, @Nullable Integer seconds) {
    some.forEach(
        slot ->
            slot.time(
                time -> {
                  time.retry(seconds);
                  return time;
                }));
  }

  private void learn(long sent, List<Slot> some, JsonNode answer) {
    Map<String, Long> renewed = new HashMap<>();
    answer
        .path("renewed")
        .forEach(one -> renewed.put(one.path("slot").asText(), one.path("leaseSeconds").asLong()));
    Set<String> ended = new HashSet<>();
    answer.path("ended").forEach(one -> ended.add(one.asText()));
    for (Slot slot : some) {
      // a slot that was lost or released meanwhile stays so: its job has been told to stop
      if (slot.isLost() || slots.get(slot.slot()) != slot) {
        continue;
      }
      Long left = renewed.get(slot.slot());
      if (left != null) {
        slot.time(
            time -> {
              time.renewed(sent, left);
              return left;
            });
      } else if (ended.contains(slot.slot())) {
        slot.lose(LostReason.ENDED);
        remove(slot);
      } else {
        retry(List.of(slot), null); // an answer of no sense
      }
    }
  }
}
