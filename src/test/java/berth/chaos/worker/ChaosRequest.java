package berth.chaos.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to the service, whichever pod answers.
 *
 * @param token the API token of the caller
 * @param expected the statuses that may answer the request, besides 503
 * @param timeout the time that the caller waits for the answer
 */
record ChaosRequest(
    String token,
    String method,
    String path,
    @Nullable String body,
    Map<String, String> headers,
    Set<Integer> expected,
    Duration timeout) {

  /** Every pod that no fault affects answers within this time, whatever the database does. */
  static final Duration FULL_TIMEOUT = Duration.ofSeconds(10);

  private static final String SLOTS = "/v2/slots/midjourney";
  private static final String ACCOUNTS = "/v2/account/midjourney";

  private static ChaosRequest of(
      String token, String method, String path, @Nullable String body, Integer... expected) {
    return new ChaosRequest(token, method, path, body, Map.of(), Set.of(expected), FULL_TIMEOUT);
  }

  static ChaosRequest take(String token, @Nullable String channel, int leaseSeconds) {
    String pin = channel == null ? "" : ", \"channel\": \"%s\"".formatted(channel);
    String body = "{\"leaseSeconds\": %d%s}".formatted(leaseSeconds, pin);
    return of(token, "POST", SLOTS, body, 201, 429);
  }

  static ChaosRequest renew(String token, String slot, int leaseSeconds) {
    String body = "{\"leaseSeconds\": %d}".formatted(leaseSeconds);
    return of(token, "POST", SLOTS + "/" + slot + "/renew", body, 200, 410);
  }

  static ChaosRequest release(String token, String slot) {
    return of(token, "DELETE", SLOTS + "/" + slot, null, 204, 410);
  }

  /** Expects 502 and 504, too: a pod that was frozen may take Discord to be unavailable. */
  static ChaosRequest configure(String token, String discord, int maxJobs) {
    String body = "{\"discord\": \"%s\", \"maxJobs\": %d}".formatted(discord, maxJobs);
    return of(token, "POST", ACCOUNTS, body, 200, 201, 400, 502, 504);
  }

  /** Changes the limit without the token, so that Discord is not called. */
  static ChaosRequest limit(String token, String channel, int maxJobs) {
    String body = "{\"maxJobs\": %d}".formatted(maxJobs);
    return of(token, "PATCH", ACCOUNTS + "/" + channel, body, 200, 404);
  }

  static ChaosRequest deleteAccount(String token, String channel) {
    return of(token, "DELETE", ACCOUNTS + "/" + channel, null, 204, 404);
  }

  ChaosRequest with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new ChaosRequest(token, method, path, body, Map.copyOf(more), expected, timeout);
  }

  ChaosRequest orExpected(Integer... statuses) {
    Set<Integer> more = new HashSet<>(expected);
    more.addAll(Set.of(statuses));
    return new ChaosRequest(token, method, path, body, headers, Set.copyOf(more), timeout);
  }

  /** The same from a client that may disconnect before the answer comes. */
  ChaosRequest withTimeout(Duration shortTimeout) {
    return new ChaosRequest(token, method, path, body, headers, expected, shortTimeout);
  }
}
