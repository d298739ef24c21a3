package berth.discord;

import berth.discord.TokenCheck.InvalidToken;
import berth.discord.TokenCheck.NoBotChannel;
import berth.discord.TokenCheck.Unavailable;
import berth.discord.TokenCheck.Unusable;
import berth.discord.TokenCheck.Valid;
import berth.discord.http.DiscordResponse;
import berth.discord.http.body.ResponseBody;
import berth.secret.DiscordToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a response of Discord says about the token that was sent. */
final class ResponseMeaning {

  /** The code of a 403 that is not about the user, but about the address that Berth calls from. */
  private static final int CLOUDFLARE = 40333;

  private static final int LONGEST_MESSAGE = 200;

  private ResponseMeaning() {}

  /**
   * What a response means whose status is not 200; empty for 200.
   *
   * @param sent the token that it is the response to
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

  /** What a response means whose body should be the list of the user's channels. */
  static TokenCheck channelOf(String userId, DiscordResponse response) {
    if (response.content() instanceof ResponseBody.Channels channels) {
      return channels
          .withBot()
          .<TokenCheck>map(channel -> new Valid(userId, channel))
          .orElseGet(NoBotChannel::new);
    }
    return new Unavailable(
        response.content() instanceof ResponseBody.NoChannels other
            ? other.why()
            : "No channels were asked for");
  }

  /** Cut short, and without the token: a response may quote what was sent. */
  private static @Nullable String codeAndMessage(DiscordResponse response, DiscordToken sent) {
    return response
        .message()
        .map(message -> message.replace(sent.value(), sent.masked()))
        .map(message -> message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)))
        .map(message -> message.replaceAll("\\p{Cntrl}", " "))
        .flatMap(message -> response.code().map(code -> code + " " + message))
        .orElse(null);
  }
}
