package berth.bench.http;

import java.net.URI;

/**
 * What a pod answered.
 *
 * @param location where to find what was made; empty when nothing was
 * @param at when it had arrived, by {@link System#nanoTime}
 */
record HttpAnswer(int status, String location, String body, long at) {

  /** A text of the JSON, read the cheap way: the client must not take what the pods need. */
  String text(String field) {
    String opening = "\"" + field + "\":\"";
    int start = body.indexOf(opening);
    if (start < 0) {
      return "";
    }
    int from = start + opening.length();
    return body.substring(from, body.indexOf('"', from));
  }

  /** The path of what was made, on any pod. */
  String path() {
    return URI.create(location).getPath();
  }

  /** For when it is not what it should be. */
  IllegalStateException unexpected() {
    return new IllegalStateException("Answered " + status + " " + body);
  }
}
