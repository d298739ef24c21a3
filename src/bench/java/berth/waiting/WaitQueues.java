package berth.waiting;

import berth.database.Database;
import berth.database.Notifications;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/** Makes the {@link WaitQueue} of a pod in a program that is not the service. */
public final class WaitQueues {

  private WaitQueues() {}

  /** Makes a queue that is not woken: in the benchmark of cycles no request waits. */
  public static WaitQueue over(
      Database database, Notifications notifications, Vertx vertx, MeterRegistry meters) {
    ThisPod pod = new ThisPod();
    return new WaitQueue(
        new WaiterTable(database, pod),
        new WakeUps(database, pod, meters),
        notifications,
        vertx,
        meters);
  }
}
