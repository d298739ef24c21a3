package berth.waiting;

import berth.database.Notifications;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

/** The line of a pod, in a program that is not the service. */
public final class WaitingLines {

  private WaitingLines() {}

  /** One that hears of nothing; in the benchmark of cycles nobody waits. */
  public static WaitingLine over(Pool pool, Notifications notifications, Vertx vertx) {
    ThisPod pod = new ThisPod();
    return new WaitingLine(
        new WaiterTable(pool, pod), new WakeUps(pool, pod), notifications, vertx);
  }
}
