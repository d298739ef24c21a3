package berth.connection;

/** The handlers that Vert.x adds to a connection. */
final class HttpHandlers {

  /** The name of the last handler of the pipeline, which serves requests. */
  static final String OF_VERTX = "handler";

  private HttpHandlers() {}
}
