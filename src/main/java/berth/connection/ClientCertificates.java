package berth.connection;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Requires certificates of clients, if the operator wants it, on the port that encrypts. Quarkus
 * has this setting too, but fixes it when the service is built.
 */
@Singleton
class ClientCertificates implements HttpServerOptionsCustomizer {

  private final boolean required;
  private final String insecureRequests;

  ClientCertificates(
      @ConfigProperty(name = "berth.client-certificates") Optional<String> certificates,
      @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled")
          String insecureRequests) {
    this.required = certificates.filter("required"::equals).isPresent();
    this.insecureRequests = insecureRequests;
  }

  /** Clients without a certificate would come by the other port. */
  void check(@Observes StartupEvent start) {
    if (required && insecureRequests.equalsIgnoreCase("enabled")) {
      throw new ConfigurationException(
          "BERTH_CLIENT_CERTIFICATES needs QUARKUS_HTTP_INSECURE_REQUESTS=disabled");
    }
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    if (required) {
      options.setClientAuth(ClientAuth.REQUIRED);
    }
  }
}
