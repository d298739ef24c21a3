package berth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private final Map<String, String> values =
      new HashMap<>(
          Map.of(
              "berth.database.url", "postgresql://db:5432/berth",
              "berth.encryption-keys", "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

  private List<String> complaints() {
    return Settings.complaints(name -> Optional.ofNullable(values.get(name)));
  }

  @Test
  void whatIsRequired_isEnough() {
    assertThat(complaints()).isEmpty();
  }

  @Test
  void nothing_isToldAtOnceAboutAllThatIsRequired() {
    values.clear();

    assertThat(complaints())
        .containsExactly(
            "BERTH_DATABASE_URL is not set; for example"
                + " BERTH_DATABASE_URL=postgresql://localhost:5432/berth",
            "BERTH_ENCRYPTION_KEYS is not set; for example"
                + " BERTH_ENCRYPTION_KEYS=k1:$(openssl rand -base64 32)");
  }

  @ParameterizedTest
  @CsvSource({
    "berth.database.url,postgresql://db/berth,true",
    "berth.database.url,postgresql://db/berth?sslmode=require,true",
    "berth.database.url,jdbc:postgresql://db/berth,false",
    "berth.database.url,postgresql://user:secret@db/berth,false",
    "berth.database.url,postgresql:///berth,false",
    "berth.database.url,not a url,false",
    "berth.discord.url,http://127.0.0.1:8090/api/v10,true",
    "berth.discord.url,https://discord.com/api/v10,true",
    "berth.discord.url,chat.example,false",
    "berth.discord.url,ftp://discord.com,false",
    "berth.admin-token,123456789012345678901234,true",
    "berth.admin-token,12345678901234567890123,false",
    "berth.admin-token,1234567890 1234567890 1234567890,false",
    "berth.bootstrap-token,123456789012345678901234,true",
    "berth.bootstrap-token,short,false",
    "berth.encryption-keys,k1:AAAA,false",
  })
  void value_isJudged(String property, String value, boolean good) {
    values.put(property, value);

    if (good) {
      assertThat(complaints()).isEmpty();
    } else {
      String variable = "BERTH_" + property.substring(6).replace('.', '_').replace('-', '_');
      assertThat(complaints()).hasSize(1);
      assertThat(complaints().get(0))
          .startsWith(variable.toUpperCase(Locale.ROOT) + " ")
          .doesNotContain(value);
    }
  }

  @Test
  void blank_isNotSet() {
    values.put("berth.admin-token", " ");

    assertThat(complaints()).isEmpty();
  }
}
