package berth.webhook;

import berth.error.ErrorCatalogue;
import berth.event.EventType;
import berth.request.JsonBody;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@code PUT} of the webhook.
 *
 * @param types of the events to send, by their names in the API; {@code null} for all
 * @param newSecret whether to replace the secret
 */
record WebhookRequest(URI url, @Nullable List<String> types, boolean newSecret) {

  private static final int MAX_URL = 2_000;
  private static final int MAX_PORT = 65_535;

  /**
   * Reads the parameters.
   *
   * @throws berth.error.ErrorException when one is missing or wrong
   */
  static WebhookRequest of(JsonBody body) {
    URI url = URI.create(body.requiredText("url", WebhookRequest::flawOfUrl));
    return new WebhookRequest(url, types(body), body.optionalBoolean("newSecret", false));
  }

  /** What is wrong with the URL. The text must not quote it: it may hold a secret. */
  private static Optional<String> flawOfUrl(String text) {
    if (text.length() > MAX_URL) {
      return Optional.of("It is longer than " + MAX_URL + " characters");
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException malformed) {
      return Optional.of("It is no URL");
    }
    if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
      return Optional.of("It begins neither with https:// nor with http://");
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > MAX_PORT) {
      return Optional.of("It has no host, or a wrong port");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      return Optional.of("It has a user name or a fragment");
    }
    return Optional.empty();
  }

  private static @Nullable List<String> types(JsonBody body) {
    if (!body.has("types")) {
      return null;
    }
    List<String> types = body.requiredTexts("types", EventType.values().length);
    if (types.isEmpty() || !types.stream().allMatch(type -> EventType.named(type).isPresent())) {
      throw ErrorCatalogue.malformed("types", "They are some of " + EventType.apiNames())
          .asException();
    }
    return types.stream().distinct().toList();
  }
}
