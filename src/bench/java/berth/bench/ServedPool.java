package berth.bench;

import berth.harness.Api;
import berth.harness.Pods;

/**
 * A subscription at running pods with accounts of its own, as its callers see it.
 *
 * @param limit how many jobs each of its accounts may run
 */
record ServedPool(Pods pods, String token, int limit) {

  /** Makes one, with accounts that nobody else has. */
  static ServedPool configure(Pods pods, String name, int accounts, int limit) {
    Api owner = pods.admin(0).subscribed("{\"name\": \"%s\", \"quantity\": 100}".formatted(name));
    for (int account = 0; account < accounts; account++) {
      owner.configured("sim-" + name + "-" + account, limit);
    }
    String token = owner.token();
    if (token == null) {
      throw new IllegalStateException("The subscription has no API token");
    }
    return new ServedPool(pods, token, limit);
  }

  /** Opens so many connections, spread evenly over the first pods. */
  HttpConnections connect(int count, int firstPods) {
    HttpConnections connections = new HttpConnections(token);
    for (int i = 0; i < count; i++) {
      connections.add(pods.url(i % firstPods));
    }
    return connections;
  }
}
