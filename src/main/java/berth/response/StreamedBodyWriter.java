package berth.response;

import berth.log.LogLine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Writes a {@link StreamedBody} as fast as the client reads it. */
@Provider
@SuppressWarnings("FutureReturnValueIgnored") // of closing
class StreamedBodyWriter implements ServerMessageBodyWriter<StreamedBody> {

  private static final Logger LOG = Logger.getLogger(StreamedBodyWriter.class);

  /** Timeout of one piece. A client that reads more slowly would keep others from reading, too. */
  private static final Duration MAX_WRITE = Duration.ofSeconds(30);

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == StreamedBody.class;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return type == StreamedBody.class;
  }

  @Override
  public void writeResponse(StreamedBody stream, Type genericType, ServerRequestContext context) {
    ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
    ServerHttpResponse response = context.serverResponse();
    request.suspend();
    response.setChunked(true);
    Cancellable writing =
        write(stream.pieces(), response)
            .subscribe()
            .with(
                written -> {
                  response.end();
                  request.close();
                },
                failure -> {
                  if (!response.closed()) {
                    LogLine.warn(LOG, "A response could not be written to its end")
                        .with("failure", failure)
                        .write();
                    // at once, without waiting until the client has read what was written
                    ((ConnectionBase) request.unwrap(HttpServerRequest.class).connection())
                        .channelHandlerContext()
                        .close();
                  }
                  request.close();
                });
    response.addCloseHandler(writing::cancel);
  }

  private static Uni<Void> write(Multi<byte[]> pieces, ServerHttpResponse response) {
    return pieces
        .onItem()
        .call(
            piece ->
                Uni.createFrom()
                    .completionStage(() -> response.write(piece))
                    .ifNoItem()
                    .after(MAX_WRITE)
                    .fail())
        .onItem()
        .ignoreAsUni();
  }

  @Override
  public void writeTo(
      StreamedBody stream,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body) {
    throw new UnsupportedOperationException("No interceptor writes to a stream");
  }
}
