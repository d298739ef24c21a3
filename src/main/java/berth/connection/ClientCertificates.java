package berth.connection;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
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

  ClientCertificates(
      @ConfigProperty(name = "berth.client-certificates") Optional<String> certificates) {
    this.required = certificates.filter("required"::equals).isPresent();
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    if (required) {
      options.setClientAuth(ClientAuth.REQUIRED);
    }
  }
}
