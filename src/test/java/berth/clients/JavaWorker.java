package berth.clients;

import berth.client.BerthException;
import berth.client.Pool;
import berth.client.Slot;
import berth.client.SlotBusyException;
import berth.client.TakeOptions;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/**
 * A worker with the Java client: takes slots, holds them, and prints what it does. Times are
 * nanoseconds of {@link System#nanoTime}, which all processes of a machine share.
 */
public final class JavaWorker {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JavaWorker() {}

  /**
   * Runs for a time.
   *
   * @param args url, token, seconds, seconds of a lease, longest hold in milliseconds, seed
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Random random = new Random(Long.parseLong(args[5]));
    int lease = Integer.parseInt(args[3]);
    int held = 0;
    int lost = 0;
    int busy = 0;
    int errors = 0;
    long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[2])).toNanos();
    TakeOptions options =
        TakeOptions.waiting(Duration.ofSeconds(5)).lease(Duration.ofSeconds(lease));
    try (Pool pool = new Pool(URI.create(args[0]), args[1])) {
      while (System.nanoTime() - end < 0) {
        try (Slot slot = pool.take(options)) {
          held++;
          say(
              Map.of(
                  "event", "held",
                  "slot", slot.slot(),
                  "channel", slot.channel(),
                  "fence", slot.fence(),
                  "at", System.nanoTime()));
          // one job in five runs longer than the lease
          double millis =
              random.nextDouble() < 0.2
                  ? lease * 1600.0
                  : random.nextDouble() * Integer.parseInt(args[4]);
          long done = System.nanoTime() + (long) (millis * 1_000_000);
          while (System.nanoTime() - done < 0 && !slot.isLost()) {
            Thread.sleep(5);
          }
          long at = System.nanoTime();
          if (slot.isLost()) {
            lost++;
            String reason = String.valueOf(slot.lostReason());
            say(Map.of("event", "lost", "slot", slot.slot(), "at", at, "reason", reason));
          } else {
            say(Map.of("event", "released", "slot", slot.slot(), "at", at));
          }
        } catch (SlotBusyException full) {
          busy++;
        } catch (BerthException unavailable) {
          errors++;
          Thread.sleep(100);
        }
      }
    }
    say(Map.of("event", "done", "held", held, "lost", lost, "busy", busy, "errors", errors));
  }

  @SuppressWarnings("SystemOut") // read by the test
  private static void say(Map<String, ?> event) throws IOException {
    System.out.println(JSON.writeValueAsString(event));
  }
}
