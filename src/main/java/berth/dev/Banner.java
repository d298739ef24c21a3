package berth.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Prints the first steps when dev mode starts. */
@ApplicationScoped
@IfBuildProfile("dev")
class Banner {

  private static final int AFTER_ALL_OTHERS = 10_000;

  private final int port;
  private final String token;
  private final String database;
  private final String discord;
  private final Optional<String> control;

  Banner(
      @ConfigProperty(name = "quarkus.http.port") int port,
      @ConfigProperty(name = "berth.bootstrap-token") String token,
      @ConfigProperty(name = "berth.database.url") String database,
      @ConfigProperty(name = "berth.discord.url") String discord,
      @ConfigProperty(name = "berth.dev.discord-control") Optional<String> control) {
    this.port = port;
    this.token = token;
    this.database = database;
    this.discord = discord;
    this.control = control;
  }

  @SuppressWarnings("SystemOut") // for a terminal: commands can't be copied well from log lines
  void print(@Observes @Priority(AFTER_ALL_OTHERS) StartupEvent start) {
    System.out.printf(
        """

        Berth is ready to be tried!
          database  %3$s
          Discord   %4$s (simulated unless you set BERTH_DISCORD_URL)

        Watch the pool in a browser: http://localhost:%1$d/console/#%2$s

        Configure an account, then take a slot of it:

        curl -i http://localhost:%1$d/v2/account/midjourney -H 'Authorization: Bearer %2$s' \
        -H 'Content-Type: application/json' -d '{"discord": "sim-1", "maxJobs": 3}'

        curl -i -X POST http://localhost:%1$d/v2/slots/midjourney -H 'Authorization: Bearer %2$s'

        """,
        port, token, database, discord);
    control.ifPresent(
        url ->
            System.out.printf(
                """
                Make the simulated Discord refuse user 1, by this or in a browser at %1$s/page
                (see docs/simulated-discord.md):

                curl -X PUT %1$s/users/1 -d locked

                """,
                url));
  }
}
