package berth.bench.http;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.pod.Pods;
import java.util.function.Supplier;

/** A subscription with accounts of its own, at running pods. */
public record ServedPool(Pods pods, String token) {

  private static final int MAX_ATTEMPTS = 10;
  private static final int UNAVAILABLE = 503;

  /** Creates a subscription and configures its accounts. */
  public static ServedPool configure(Pods pods, String name, int accounts, int limit) {
    Api admin = pods.admin(0);
    String subscription = "{\"name\": \"%s\", \"quantity\": 100}".formatted(name);
    String token = succeeded(() -> admin.post("/admin/subscriptions", subscription)).text("token");
    Api owner = admin.as(token);
    for (int account = 0; account < accounts; account++) {
      String discord = "sim-" + name + "-" + account;
      succeeded(() -> owner.configure(discord, limit));
    }
    return new ServedPool(pods, token);
  }

  /**
   * Repeats a request that is answered 503: on a busy machine a pod that has just started exceeds
   * its timeouts.
   */
  private static Answer succeeded(Supplier<Answer> request) {
    Answer answer = request.get();
    for (int i = 1; i < MAX_ATTEMPTS && answer.status() == UNAVAILABLE; i++) {
      answer = request.get();
    }
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException("Not configured: " + answer);
    }
    return answer;
  }

  /**
   * Opens connections, spread evenly over the first pods.
   *
   * @param count the number of connections
   */
  public HttpConnections connect(int count, int firstPods) {
    HttpConnections connections = new HttpConnections(token);
    for (int i = 0; i < count; i++) {
      connections.add(pods.url(i % firstPods));
    }
    return connections;
  }
}
