package berth.harness;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** What tests need that each have a subscription of their own. */
public abstract class OwnSubscription {

  protected Api admin;
  protected Api caller;

  /** Nobody else's, so that each test has its own accounts. */
  protected String user;

  @BeforeEach
  void subscribe() {
    admin = RunningBerth.admin();
    caller = admin.subscribed("{\"name\": \"test\", \"quantity\": 50}");
    user = UUID.randomUUID().toString();
  }
}
