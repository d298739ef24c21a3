package berth.account.upsert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFlawsTest {

  private static final String SECRET = "MTk4.Gxy-12_z";

  static Stream<Arguments> flaws() {
    return Stream.of(
        Arguments.of("MTk4.Gxy-12_z ", "a blank at its end"),
        Arguments.of(" MTk4.Gxy-12_z", "a blank at its start"),
        Arguments.of("MTk4 Gxy-12_z", "a blank in it"),
        Arguments.of("MTk4.Gxy-12_z\n", "a line break at its end"),
        Arguments.of("MTk4.Gxy-12_z\r\n", "a line break at its end"),
        Arguments.of("MTk4.Gxy-12_z\t", "a tab at its end"),
        Arguments.of("\"MTk4.Gxy-12_z\"", "quotes around it"),
        Arguments.of("'MTk4.Gxy-12_z'", "quotes around it"),
        Arguments.of("\u201cMTk4.Gxy-12_z\u201d", "quotes around it"),
        Arguments.of("MTk4.Gxy-12_z\"", "a quote at its end"),
        Arguments.of("`MTk4.Gxy-12_z`", "backticks around it"),
        Arguments.of("```MTk4.Gxy-12_z```", "backticks around it"),
        Arguments.of("<MTk4.Gxy-12_z>", "brackets around it"),
        Arguments.of("{MTk4.Gxy-12_z}", "brackets around it"),
        Arguments.of("token=MTk4.Gxy-12_z", "a name and a sign like = before it"),
        Arguments.of("token: \"MTk4.Gxy-12_z\"", "a name and a sign like = before it"),
        Arguments.of("Authorization: MTk4.Gxy-12_z", "a name and a sign like = before it"),
        Arguments.of("Bearer MTk4.Gxy-12_z", "a word before it"),
        Arguments.of("MTk4.Gxy-12_z,", "a comma at its end"),
        Arguments.of("MTk4.Gxy-12_z;", "a semicolon at its end"),
        Arguments.of("MTk4.Gxy-12_z==", "an equals sign at its end"),
        Arguments.of("MTk4,Gxy-12_z", "a comma in it"),
        Arguments.of("MTk4+Gxy-12_z", "the character + in it"),
        Arguments.of("MTk...2_z", "... in it: it is masked, as GET shows it"),
        Arguments.of(
            "\u200bMTk4.Gxy-12_z",
            "a character that can't be seen, or is not one of a-z, A-Z and 0-9, at its start"),
        Arguments.of(
            "MTk4.Gxy-12_z\ud83d\ude00",
            "a character that can't be seen, or is not one of a-z, A-Z and 0-9, at its end"),
        Arguments.of("x".repeat(513), "longer than 512 characters"));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void flaw_isReported_withoutTheToken(String text, String flaw) {
    assertThat(TokenFlaws.first(text)).hasValue(flaw);
    assertThat(flaw).doesNotContain(SECRET).doesNotContain("MTk4").doesNotContain("Gxy");
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, "sim-1", "a..b", "mfa._-", "x"})
  void tokenOfAllowedCharacters_hasNoFlaw(String token) {
    assertThat(TokenFlaws.first(token)).isEmpty();
  }

  @Test
  void longestToken_hasNoFlaw() {
    assertThat(TokenFlaws.first("x".repeat(512))).isEmpty();
  }
}
