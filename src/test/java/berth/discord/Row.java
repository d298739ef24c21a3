package berth.discord;

import berth.dev.discord.exchange.SimulatedAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Discord's answers to the requests with a token, in order, and Berth's answer to its caller.
 * Further requests get the answers that a good token gets.
 *
 * @param status of Berth's answer
 * @param retryAfter the header of Berth's answer; empty for none
 * @param calls how many requests Discord got
 */
record Row(
    String name,
    List<SimulatedAnswer> answers,
    int status,
    @Nullable String error,
    @Nullable String details,
    String retryAfter,
    int calls) {

  /** Begins a row. */
  static Answers when(String name, SimulatedAnswer... answers) {
    return new Answers(name, List.of(answers));
  }

  /** Discord's half of a row. */
  record Answers(String name, List<SimulatedAnswer> answers) {

    Row created(int calls) {
      return new Row(name, answers, 201, null, null, "", calls);
    }

    Row invalid(int calls) {
      return new Row(name, answers, 400, "Discord token is invalid", null, "", calls);
    }

    Row unusable(@Nullable String details, int calls) {
      return new Row(name, answers, 400, "Discord account is not usable", details, "", calls);
    }

    Row noBot() {
      return new Row(name, answers, 400, "Midjourney bot not configured", null, "", 2);
    }

    Row limited(int retryAfter, int calls) {
      return new Row(name, answers, 429, "Discord rate limit", null, "" + retryAfter, calls);
    }

    Row withheld(int retryAfter, int calls) {
      String details = "Discord's proxy refuses us for a while";
      return new Row(name, answers, 503, "Discord is unavailable", details, "" + retryAfter, calls);
    }

    Row unavailable(String details, int calls) {
      return new Row(name, answers, 502, "Discord is unavailable", details, "", calls);
    }

    Row timedOut(int calls) {
      String details = "Discord did not answer in time";
      return new Row(name, answers, 504, "Discord is unavailable", details, "", calls);
    }
  }

  /** Berth's answer in the form of {@code Answer#toString}. */
  String expected() {
    String more = details == null ? "" : "\"errorDetails\":\"" + details + "\",";
    return "%d {\"error\":\"%s\",%s\"code\":%d}".formatted(status, error, more, status);
  }

  @Override
  public String toString() {
    return name;
  }
}
