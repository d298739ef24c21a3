package berth.harness;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** The base of tests that each have a subscription of their own. */
public abstract class OwnSubscription {

  protected Api admin;
  protected Api caller;

  /** A Discord user that no other test uses, so that each test has its own accounts. */
  protected String user;

  @BeforeEach
  void subscribe() {
    admin = RunningBerth.admin();
    caller = admin.subscribed("{\"name\": \"test\", \"quantity\": 50}");
    user = UUID.randomUUID().toString();
  }
}
