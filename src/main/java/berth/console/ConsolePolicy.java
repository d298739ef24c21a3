package berth.console;

import io.vertx.core.http.HttpServerResponse;

/**
 * The headers that keep the console to itself: it loads nothing from others, and others do not
 * frame it.
 */
final class ConsolePolicy {

  /** Of the import map in index.html, the one script that is not in a file of its own. */
  static final String IMPORT_MAP = "sha256-/kLx8Djvd6HQXCk9LwgEULcnXHKffR3CgUMOL+SFn8Q=";

  private static final String POLICY =
      "default-src 'none'; script-src 'self' '"
          + IMPORT_MAP
          + "'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private ConsolePolicy() {}

  static void apply(HttpServerResponse response) {
    response
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        // a browser asks each time whether the file is still the same
        .putHeader("Cache-Control", "no-cache");
  }
}
