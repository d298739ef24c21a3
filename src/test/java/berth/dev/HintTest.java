package berth.dev;

import static org.assertj.core.api.Assertions.assertThat;

import berth.problem.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HintTest {

  private static final String CONTROL = "http://127.0.0.1:4000/control";

  @Test
  void tokenThatDiscordRefuses_hintsAtOneThatItKnows() {
    assertThat(Hint.addedTo(Problem.invalidToken(), CONTROL).orElseThrow().errorDetails())
        .contains("start with sim-", "try sim-2");
  }

  @Test
  void userWhoMisbehaves_keepsWhatDiscordSaid_andHintsAtHowToEndIt() {
    Problem hinted = Hint.addedTo(Problem.unusableAccount("40002 Verify"), CONTROL).orElseThrow();

    assertThat(hinted.error()).isEqualTo("Discord account is not usable");
    assertThat(hinted.code()).isEqualTo(400);
    assertThat(hinted.errorDetails())
        .startsWith("40002 Verify. ")
        .endsWith("curl -X DELETE http://127.0.0.1:4000/control/all");
  }

  @Test
  void everyErrorThatDiscordCauses_hasAHint_andKeepsItsPause() {
    assertThat(Hint.addedTo(Problem.noBotChannel(), CONTROL)).isPresent();
    assertThat(Hint.addedTo(Problem.discordTimeout(), CONTROL)).isPresent();
    assertThat(Hint.addedTo(Problem.malformed("discord", "a blank in it"), CONTROL)).isPresent();
    assertThat(Hint.addedTo(Problem.missing("discord"), CONTROL)).isPresent();
    assertThat(
            Hint.addedTo(Problem.discordRateLimit(Duration.ofSeconds(7)), CONTROL)
                .orElseThrow()
                .retryAfter())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void otherErrors_haveNone() {
    assertThat(Hint.addedTo(Problem.noSuchAccount(), CONTROL)).isEmpty();
    assertThat(Hint.addedTo(Problem.malformed("ref"), CONTROL)).isEmpty();
  }
}
