package berth.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import berth.error.ErrorException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonBodyTest {

  private static JsonBody body(String json) {
    return new JsonBody(
        json.getBytes(StandardCharsets.UTF_8), JsonBodyReader.strict(new ObjectMapper()));
  }

  @Test
  void emptyBody_isAnEmptyObject() {
    assertThat(body("").optionalText("a", 5)).isNull();
    assertThat(body(" \n ").optionalInteger("a", 1, 5, 3)).isEqualTo(3);
  }

  @Test
  void nullParameter_isOneThatWasNotSent() {
    assertThat(body("{\"a\": null}").optionalInteger("a", 1, 5, 3)).isEqualTo(3);
    assertThatThrownBy(() -> body("{\"a\": null}").requiredInteger("a", 1, 5))
        .hasMessage("Required param a is missing or empty");
  }

  @Test
  void nullParameter_isMentioned_andOneThatIsMissingIsNot() {
    assertThat(body("{\"a\": null}").mentions("a")).isTrue();
    assertThat(body("{\"a\": null}").mentions("b")).isFalse();
    assertThat(body("").mentions("a")).isFalse();
  }

  @Test
  void integer_atItsBounds_isTaken() {
    assertThat(body("{\"a\": 1}").requiredInteger("a", 1, 5)).isEqualTo(1);
    assertThat(body("{\"a\": 5}").requiredInteger("a", 1, 5)).isEqualTo(5);
  }

  @Test
  void text_withCharactersOutsideOfTheBasicPlane_isTaken() {
    assertThat(body("{\"a\": \"\\ud83d\\ude00\"}").optionalText("a", 1)).isEqualTo("\ud83d\ude00");
  }

  @Test
  void malformedBody_isRefusedWhenItIsRead_andNotQuoted() {
    JsonBody malformed = body("{\"discord\": \"secret\" oops");

    assertThatThrownBy(() -> malformed.optionalText("discord", 100))
        .isInstanceOfSatisfying(
            ErrorException.class,
            exception ->
                assertThat(exception.error().toString())
                    .doesNotContain("secret")
                    .doesNotContain("oops"));
  }

  @Test
  void deeplyNestedBody_isRefused() {
    JsonBody deep = body("{\"a\":".repeat(5_000));

    assertThatThrownBy(() -> deep.optionalText("a", 100)).isInstanceOf(ErrorException.class);
  }

  @Test
  void bytesThatAreNoText_areRefused() {
    byte[][] all = {
      "{\"a\": \"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1),
      {0, 0, (byte) 0xff, (byte) 0xfe},
      {(byte) 0xfe, (byte) 0xff, 0, 0},
      {0, 0, 0, '{', 0},
      {'{', 0, 0, 0, 0},
    };
    for (byte[] bytes : all) {
      JsonBody wrong = new JsonBody(bytes, JsonBodyReader.strict(new ObjectMapper()));

      assertThatThrownBy(() -> wrong.optionalText("a", 100)).isInstanceOf(ErrorException.class);
    }
  }
}
