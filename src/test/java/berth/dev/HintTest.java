package berth.dev;

import static org.assertj.core.api.Assertions.assertThat;

import berth.error.ErrorCatalogue;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HintTest {

  private static final String CONTROL = "http://127.0.0.1:4000/control";

  @Test
  void tokenThatDiscordRefuses_hintsAtOneThatItKnows() {
    assertThat(Hint.addedTo(ErrorCatalogue.invalidToken(), CONTROL).orElseThrow().errorDetails())
        .contains("start with sim-", "try sim-2");
  }

  @Test
  void userWhoMisbehaves_keepsWhatDiscordSaid_andHintsAtHowToEndIt() {
    ErrorCatalogue hinted =
        Hint.addedTo(ErrorCatalogue.unusableAccount("40002 Verify"), CONTROL).orElseThrow();

    assertThat(hinted.error()).isEqualTo("Discord account is not usable");
    assertThat(hinted.code()).isEqualTo(400);
    assertThat(hinted.errorDetails())
        .startsWith("40002 Verify. ")
        .endsWith("curl -X DELETE http://127.0.0.1:4000/control/all");
  }

  @Test
  void everyErrorThatDiscordCauses_hasAHint_andKeepsItsPause() {
    assertThat(Hint.addedTo(ErrorCatalogue.noBotChannel(), CONTROL)).isPresent();
    assertThat(Hint.addedTo(ErrorCatalogue.discordTimeout(), CONTROL)).isPresent();
    assertThat(Hint.addedTo(ErrorCatalogue.malformed("discord", "a blank in it"), CONTROL))
        .isPresent();
    assertThat(Hint.addedTo(ErrorCatalogue.missing("discord"), CONTROL)).isPresent();
    assertThat(
            Hint.addedTo(ErrorCatalogue.discordRateLimit(Duration.ofSeconds(7)), CONTROL)
                .orElseThrow()
                .retryAfter())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void otherErrors_haveNone() {
    assertThat(Hint.addedTo(ErrorCatalogue.noSuchAccount(), CONTROL)).isEmpty();
    assertThat(Hint.addedTo(ErrorCatalogue.malformed("ref"), CONTROL)).isEmpty();
  }
}
