package berth.discord.http;

import io.vertx.core.http.HttpClientOptions;
import jakarta.ws.rs.ext.ContextResolver;

/** What there is no setting for. */
class ConnectionOptions implements ContextResolver<HttpClientOptions> {

  /**
   * Ends answers that stop in the middle, and the waiting of who reads them: longer than anybody
   * waits for the answer.
   */
  private static final int SILENCE_SECONDS = 6;

  @Override
  public HttpClientOptions getContext(Class<?> type) {
    return new HttpClientOptions().setReadIdleTimeout(SILENCE_SECONDS);
  }
}
