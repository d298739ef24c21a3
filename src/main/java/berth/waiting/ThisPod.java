package berth.waiting;

import jakarta.inject.Singleton;
import java.util.UUID;

/** The identity of this pod while it runs. It marks the rows of this pod in the database. */
@Singleton
public class ThisPod {

  private final UUID id = UUID.randomUUID();

  public UUID id() {
    return id;
  }
}
