package berth.subscription.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenTest {

  @Test
  void random_isNotMisspelled_andDiffersEachTime() {
    assertThat(Stream.generate(ApiToken::random).limit(1_000).distinct())
        .hasSize(1_000)
        .allMatch(token -> token.value().matches("berth_[0-9A-Za-z]{49}"))
        .noneMatch(ApiToken::isMisspelled);
  }

  @Test
  void isMisspelled_forEachCharacterThatWasChanged() {
    String token = ApiToken.random().value();
    for (int i = "berth_".length(); i < token.length(); i++) {
      char other = token.charAt(i) == 'x' ? 'y' : 'x';
      assertThat(new ApiToken(token.substring(0, i) + other + token.substring(i + 1)))
          .matches(ApiToken::isMisspelled);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "berth-demo-token-not-secret",
        "berth_chosen_by_an_operator_of_some_length",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        // the form of tokens that earlier versions made
        "gO1lUjYdjBnDzDkHL6bdZyPZfzPzBmjrcfFdx8qqHaE"
      })
  void isMisspelled_forTokensOfAnotherForm_isFalse(String token) {
    assertThat(new ApiToken(token)).matches(other -> !other.isMisspelled());
  }

  @Test
  void checksum_isTheOneThatScannersCompute() {
    // zlib.crc32(b"0" * 43) is 2018072207, which is 2CZclj in base 62
    assertThat(new ApiToken("berth_" + "0".repeat(43) + "2CZclj").isMisspelled()).isFalse();
  }
}
