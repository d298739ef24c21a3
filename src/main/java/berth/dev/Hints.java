package berth.dev;

import berth.problem.ErrorCatalogue;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells callers in dev mode what to do next, as long as the simulated Discord is asked. */
@Singleton
@IfBuildProfile("dev")
class Hints {

  private final Optional<String> control;

  Hints(@ConfigProperty(name = "berth.dev.discord-control") Optional<String> control) {
    this.control = control;
  }

  @ServerResponseFilter
  void add(ContainerResponseContext response) {
    if (response.getEntity() instanceof ErrorCatalogue problem) {
      control.flatMap(url -> Hint.addedTo(problem, url)).ifPresent(response::setEntity);
    }
  }
}
