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
 * Cuts the connection of an answer that is closed before it was read to its end. Else the rest of
 * it would be received, to be thrown away, for as long as Discord likes; and there are not many
 * connections.
 */
class AbandonedResponses implements ClientResponseFilter {

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response) {
    // the REST client tells of its connection nowhere else
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
