package berth.batch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A queue that several share, who take turns: each has a queue of its own, in its order, and the
 * next to be served is one of whoever was served longest ago. So it matters to nobody how many
 * others queue up. Not safe for use by several threads.
 *
 * @param <T> what waits in it
 */
final class FairQueue<T> {

  private final int most;
  private final int mostOfOne;

  private final Map<Object, Queue<T>> queues = new HashMap<>();

  /** Those whose queue is not empty, those whose turn is next first. */
  private final Queue<Object> turns = new ArrayDeque<>();

  private int size;

  /**
   * Makes an empty one.
   *
   * @param most how many may wait in it
   * @param mostOfOne how many of these may be of one of those who share it
   */
  FairQueue(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /** Whether there was room for it, among all and among those of its owner. */
  boolean offer(Object owner, T item) {
    Queue<T> own = queues.get(owner);
    if (size == most || (own != null && own.size() == mostOfOne)) {
      return false;
    }
    if (own == null) {
      own = new ArrayDeque<>();
      queues.put(owner, own);
      turns.add(owner);
    }
    size++;
    return own.add(item);
  }

  /** Takes out the next; {@code null} when there is none. */
  @Nullable T poll() {
    Object owner = turns.poll();
    Queue<T> own = owner == null ? null : queues.get(owner);
    if (owner == null || own == null) {
      return null;
    }
    T next = own.remove();
    size--;
    if (own.isEmpty()) {
      queues.remove(owner);
    } else {
      turns.add(owner);
    }
    return next;
  }
}
