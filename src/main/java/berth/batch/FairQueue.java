package berth.batch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A queue that several owners share and that serves them round-robin. Each owner has a queue of its
 * own, first in, first out. The next item is one of the owner that was served longest ago. So an
 * owner is not delayed by the number of items of another. Not thread-safe.
 *
 * @param <T> an item
 */
final class FairQueue<T> {

  private final int maxSize;
  private final int maxByOne;

  private final Map<Object, Queue<T>> queues = new HashMap<>();

  /** The owners whose queue is not empty, in the order in which they are served. */
  private final Queue<Object> roundRobin = new ArrayDeque<>();

  private int size;

  /**
   * Creates an empty queue.
   *
   * @param maxSize maximum items
   * @param maxByOne maximum items of one owner
   */
  FairQueue(int maxSize, int maxByOne) {
    this.maxSize = maxSize;
    this.maxByOne = maxByOne;
  }

  /** Adds the item; {@code false} if the queue, or the owner's part of it, is full. */
  boolean offer(Object owner, T item) {
    Queue<T> own = queues.get(owner);
    if (size == maxSize || (own != null && own.size() == maxByOne)) {
      return false;
    }
    if (own == null) {
      own = new ArrayDeque<>();
      queues.put(owner, own);
      roundRobin.add(owner);
    }
    size++;
    return own.add(item);
  }

  /** Removes the next item; {@code null} when there is none. */
  @Nullable T poll() {
    Object owner = roundRobin.poll();
    Queue<T> own = owner == null ? null : queues.get(owner);
    if (owner == null || own == null) {
      return null;
    }
    T next = own.remove();
    size--;
    if (own.isEmpty()) {
      queues.remove(owner);
    } else {
      roundRobin.add(owner);
    }
    return next;
  }
}
