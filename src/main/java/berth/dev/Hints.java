package berth.dev;

import berth.error.ErrorCatalogue;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Adds hints to error responses in dev mode, if the simulated Discord is in use. */
@Singleton
@IfBuildProfile("dev")
class Hints {

  private final Optional<String> control;

  Hints(@ConfigProperty(name = "berth.dev.discord-control") Optional<String> control) {
    this.control = control;
  }

  @ServerResponseFilter
  void add(ContainerResponseContext response) {
    if (response.getEntity() instanceof ErrorCatalogue error) {
      control.flatMap(url -> Hint.addedTo(error, url)).ifPresent(response::setEntity);
    }
  }
}
