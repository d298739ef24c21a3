package berth.discord.http;

import io.vertx.core.http.HttpClientRequest;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

/**
 * Closes the connection of a response whose body is closed before its end was read. Otherwise the
 * client would receive and discard the rest of the body for as long as Discord sends it, and would
 * occupy one of few connections.
 */
class AbandonedResponses implements ClientResponseFilter {

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response) {
    // the REST client gives access to the connection only here
    if (request instanceof ClientRequestContextImpl known && response.getEntityStream() != null) {
      response.setEntityStream(
          new Body(
              response.getEntityStream(),
              known.getRestClientRequestContext().getHttpClientRequest()));
    }
  }

  private static final class Body extends FilterInputStream {

    private final HttpClientRequest request;
    private boolean ended;

    Body(InputStream body, HttpClientRequest request) {
      super(body);
      this.request = request;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      ended |= read < 0;
      return read;
    }

    @Override
    public void close() throws IOException {
      if (!ended) {
        request.reset();
      }
      super.close();
    }
  }
}
