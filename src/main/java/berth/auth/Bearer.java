package berth.auth;

import berth.subscription.token.ApiToken;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Authorization: Bearer <token>}, RFC 6750. */
final class Bearer {

  private static final Pattern HEADER =
      Pattern.compile("Bearer +([\\x21-\\x7e]{1,512}) *", Pattern.CASE_INSENSITIVE);

  private Bearer() {}

  /** The token of the request; empty when the header is missing or malformed. */
  static Optional<ApiToken> of(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Optional.empty();
    }
    Matcher matcher = HEADER.matcher(header);
    return matcher.matches() ? Optional.of(new ApiToken(matcher.group(1))) : Optional.empty();
  }
}
