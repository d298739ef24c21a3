package berth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordTokenTest {

  @ParameterizedTest
  @CsvSource({"abcdefghij,abc...hij", "abcdefg,abc...efg", "abcdef,...", "a,..."})
  void masked_neverShowsAllOfIt(String token, String masked) {
    assertThat(new DiscordToken(token).masked()).isEqualTo(masked);
  }

  @Test
  void toString_isMasked() {
    assertThat(new DiscordToken("abcdefghij")).hasToString("DiscordToken[abc...hij]");
  }

  @Test
  void malformed_isRefused_withoutQuotingIt() {
    for (String malformed : new String[] {"", "with blank", "new\nline", "\u00fcmlaut", "\u007f"}) {
      assertThat(DiscordToken.isWellFormed(malformed)).isFalse();
      assertThatThrownBy(() -> new DiscordToken(malformed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A Discord token is 1 to 512 visible ASCII characters");
    }
    assertThat(DiscordToken.isWellFormed("x".repeat(512))).isTrue();
    assertThat(DiscordToken.isWellFormed("x".repeat(513))).isFalse();
  }
}
