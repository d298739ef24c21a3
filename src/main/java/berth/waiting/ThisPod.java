package berth.waiting;

import jakarta.inject.Singleton;
import java.util.UUID;

/** This pod, as long as it runs: how its rows in the database are told from those of others. */
@Singleton
public class ThisPod {

  private final UUID id = UUID.randomUUID();

  public UUID id() {
    return id;
  }
}
