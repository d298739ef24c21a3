package berth.account;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resetting accounts that are out of rotation. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ResetAccountTest extends OneAccount {

  @ParameterizedTest
  @CsvSource({"outcome=limited&retryAfter=300", "outcome=rejected", "outcome=moderated&message=x"})
  void reset_accountOutOfRotation_isBack(String outcome) {
    end(outcome);

    assertThat(caller.reset(channel)).hasToString("204 ");

    assertThat(status()).isEqualTo("active");
    assertThat(caller.account(channel).json().has("pendingModMessage")).isFalse();
    grantsExactly(3);
  }

  @Test
  void reset_activeAccount_doesNotAskDiscord() {
    int requests = RunningBerth.discord().requests();

    assertThat(caller.reset(channel).status()).isEqualTo(204);
    caller.pause(channel);
    assertThat(caller.reset(channel).status()).isEqualTo(204);

    assertThat(status()).isEqualTo("paused");
    assertThat(RunningBerth.discord().requests()).isEqualTo(requests);
  }

  @Test
  void reset_pausedAccount_staysPausedAndIsActiveWhenResumed() {
    end("outcome=moderated");
    caller.pause(channel);

    assertThat(caller.reset(channel).status()).isEqualTo(204);

    assertThat(status()).isEqualTo("paused");
    caller.resume(channel);
    assertThat(status()).isEqualTo("active");
  }

  @ParameterizedTest
  @CsvSource({
    "invalid, 400, Discord token is invalid",
    "locked, 400, Discord account is not usable",
    "no-bot, 400, Midjourney bot not configured",
    "somebody-else, 400, Midjourney bot not configured",
    "limited, 429, Discord rate limit",
    "down, 502, Discord is unavailable"
  })
  void reset_tokenNotConfirmed_respondsLikePost_andStaysOutOfRotation(
      String sim, int status, String error) {
    end("outcome=moderated&message=x");
    new StoredAccount(channel).replaceToken("sim-" + sim + "." + user);

    Answer answer = caller.reset(channel);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text("error")).isEqualTo(error);
    assertThat(status()).isEqualTo("moderated");
    assertThat(caller.take().status()).isEqualTo(409);
  }

  @Test
  void reset_coolingAccountWhoseTokenIsInvalid_doesNotComeBackWhenItHasCooled() {
    end("outcome=limited&retryAfter=300");
    new StoredAccount(channel).replaceToken("sim-invalid." + user);

    assertThat(caller.reset(channel).status()).isEqualTo(400);

    assertThat(status()).isEqualTo("rejected");
    assertThat(new StoredAccount(channel).read("due_at")).isEqualTo("null");
  }
}
