package berth.pool;

import berth.context.BackgroundContext;
import berth.context.CallerContext;
import berth.slot.lease.LeaseIdCodec;
import berth.time.Deadline;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The pool as it was a moment ago. All who watch the same page of a pool at this pod get the same
 * snapshot, so the database is asked as often for a hundred of them as for one. It is asked again
 * after a quarter of a second, or after twenty times the time that the last answer took, but not
 * later than after five seconds: reading a large pool takes no more than a twentieth of what one
 * connection can do. A failure is forgotten after a quarter of a second, however long it took.
 */
@ApplicationScoped
class PoolSnapshots {

  private static final Duration MIN_AGE = Duration.ofMillis(250);
  private static final Duration MAX_AGE = Duration.ofSeconds(5);
  private static final int PAUSES = 20;
  private static final int MAX_KEPT = 16;

  private record Page(long subscriptionId, String after, int limit) {}

  /** A snapshot that was read, or is being read. */
  private static final class Kept {
    private final Uni<PoolSnapshot> snapshot;
    private volatile @Nullable Deadline end;

    Kept(Uni<PoolSnapshot> reading) {
      long begun = System.nanoTime();
      this.snapshot =
          reading
              .onItem()
              .invoke(read -> end = Deadline.in(age(System.nanoTime() - begun)))
              .onFailure()
              .invoke(failure -> end = Deadline.in(MIN_AGE))
              .memoize()
              .indefinitely();
    }

    private static Duration age(long readingNanos) {
      Duration pause = Duration.ofNanos(readingNanos).multipliedBy(PAUSES);
      Duration bounded = pause.compareTo(MAX_AGE) < 0 ? pause : MAX_AGE;
      return bounded.compareTo(MIN_AGE) < 0 ? MIN_AGE : bounded;
    }

    boolean isOver() {
      Deadline known = end;
      return known != null && known.isOver();
    }
  }

  private final Vertx vertx;
  private final ReadPool readPool;
  private final LeaseIdCodec ids;
  private final ObjectMapper json;
  private final Map<Page, Kept> kept = new ConcurrentHashMap<>();

  PoolSnapshots(Vertx vertx, ReadPool readPool, LeaseIdCodec ids, ObjectMapper json) {
    this.vertx = vertx;
    this.readPool = readPool;
    this.ids = ids;
    this.json = json;
  }

  /** The pool with the accounts after the channel. */
  Uni<PoolSnapshot> find(long subscriptionId, String after, int limit) {
    kept.values().removeIf(Kept::isOver);
    Page page = new Page(subscriptionId, after, limit);
    if (kept.size() >= MAX_KEPT && !kept.containsKey(page)) {
      return read(page);
    }
    return kept.computeIfAbsent(page, missing -> new Kept(readForAll(page)))
        .snapshot
        .emitOn(CallerContext.current());
  }

  /** On a context of its own: it belongs to none of the requests that get it. */
  private Uni<PoolSnapshot> readForAll(Page page) {
    return BackgroundContext.run(vertx, () -> read(page));
  }

  private Uni<PoolSnapshot> read(Page page) {
    return readPool
        .read(page.subscriptionId(), page.after(), page.limit(), ids)
        .map(this::snapshot);
  }

  private PoolSnapshot snapshot(PoolView pool) {
    try {
      byte[] body = json.writeValueAsBytes(pool);
      return new PoolSnapshot(body, tag(body));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A checksum of all but the first field, which is the time. */
  private static String tag(byte[] body) {
    int begin = 0;
    while (body[begin] != ',') {
      begin++;
    }
    CRC32C checksum = new CRC32C();
    checksum.update(body, begin, body.length - begin);
    return "\"" + Long.toHexString(checksum.getValue()) + "\"";
  }
}
