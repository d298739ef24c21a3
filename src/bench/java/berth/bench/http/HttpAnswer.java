package berth.bench.http;

import java.net.URI;

/**
 * A response of a pod.
 *
 * @param location the header {@code Location}; empty when there is none
 * @param at when the response had arrived, by {@link System#nanoTime}
 */
record HttpAnswer(int status, String location, String body, long at) {

  /**
   * Returns a text field of the JSON by a text search, which is cheap: the client shares the
   * processor with the pods.
   */
  String text(String field) {
    String opening = "\"" + field + "\":\"";
    int start = body.indexOf(opening);
    if (start < 0) {
      return "";
    }
    int from = start + opening.length();
    return body.substring(from, body.indexOf('"', from));
  }

  /** The path of the location, which is valid at each pod. */
  String path() {
    return URI.create(location).getPath();
  }

  /** The failure of a cycle that received an unexpected response. */
  IllegalStateException unexpected() {
    return new IllegalStateException("Answered " + status + " " + body);
  }
}
