package berth.discord;

import berth.discord.TokenCheck.InvalidToken;
import berth.discord.TokenCheck.NoBotChannel;
import berth.discord.TokenCheck.Unavailable;
import berth.discord.TokenCheck.Unusable;
import berth.discord.TokenCheck.Valid;
import berth.discord.http.DiscordResponse;
import berth.discord.http.body.ResponseBody;
import berth.error.ForeignText;
import berth.secret.DiscordToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a response of Discord says about the token that was sent. */
final class ResponseMeaning {

  /** The code of a 403 that is not about the user, but about the address that Berth calls from. */
  private static final int CLOUDFLARE = 40333;

  private static final int MAX_MESSAGE = 200;

  private ResponseMeaning() {}

  /**
   * The outcome for a response with a status other than 200; empty for 200.
   *
   * @param sent the token that the request had
   */
  static Optional<TokenCheck> refusal(DiscordResponse response, DiscordToken sent) {
    return switch (response.status()) {
      case 200 -> Optional.empty();
      case 401 -> Optional.of(new InvalidToken(response.code().isPresent()));
      case 403 ->
          Optional.of(
              new Unusable(
                  codeAndMessage(response, sent),
                  response.code().filter(code -> code != CLOUDFLARE).isPresent()));
      default -> Optional.of(new Unavailable("Discord answered with status " + response.status()));
    };
  }

  /** The outcome for a response with status 200 to a request for the user's channels. */
  static TokenCheck channelOf(String userId, DiscordResponse response) {
    if (response.body() instanceof ResponseBody.Channels channels) {
      return channels
          .withBot()
          .<TokenCheck>map(channel -> new Valid(userId, channel))
          .orElseGet(NoBotChannel::new);
    }
    return new Unavailable(
        response.body() instanceof ResponseBody.NoChannels other
            ? other.why()
            : "No channels were asked for");
  }

  /**
   * Discord's code and message; {@code null} when either is missing. The token in the message is
   * masked: a response may quote the request.
   */
  private static @Nullable String codeAndMessage(DiscordResponse response, DiscordToken sent) {
    return response
        .message()
        .map(message -> message.replace(sent.value(), sent.masked()))
        .map(message -> ForeignText.of(message, MAX_MESSAGE))
        .flatMap(message -> response.code().map(code -> code + " " + message))
        .orElse(null);
  }
}
