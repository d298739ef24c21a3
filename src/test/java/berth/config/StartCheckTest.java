package berth.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartCheckTest {

  private final Map<String, String> values =
      new HashMap<>(
          Map.of(
              "berth.database.url", "postgresql://db:5432/berth",
              "berth.discord.url", "https://chat.example/api",
              "berth.encryption-keys", "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

  private List<String> errors() {
    return StartCheck.errors(name -> Optional.ofNullable(values.get(name)));
  }

  @Test
  void requiredSettings_areEnough() {
    assertThat(errors()).isEmpty();
  }

  @Test
  void noSettings_allRequiredOnesAreReportedAtOnce() {
    values.clear();

    assertThat(errors())
        .containsExactly(
            "BERTH_DATABASE_URL is not set; for example"
                + " BERTH_DATABASE_URL=postgresql://localhost:5432/berth",
            "BERTH_ENCRYPTION_KEYS is not set; for example"
                + " BERTH_ENCRYPTION_KEYS=k1:$(openssl rand -base64 32)");
  }

  /** A native executable can't read its default yet. */
  @ParameterizedTest
  @ValueSource(strings = {"berth.discord.url", "berth.discord.bot-id", "berth.subscription-link"})
  void settingWithADefault_mayBeLeftOut_butNotBeEmpty(String property) {
    values.remove(property);
    assertThat(errors()).isEmpty();

    values.put(property, " ");
    assertThat(errors()).singleElement().asString().contains(" is not set; for example BERTH_");
  }

  @ParameterizedTest
  @CsvSource({
    "berth.database.url,postgresql://db/berth,true",
    "berth.database.url,postgresql://db/berth?sslmode=require,true",
    "berth.database.url,jdbc:postgresql://db/berth,false",
    "berth.database.url,postgresql://user:secret@db/berth,false",
    "berth.database.url,postgresql:///berth,false",
    "berth.database.url,not a url,false",
    "berth.database.url,postgresql://db,false",
    "berth.database.url,postgresql://db/,false",
    "berth.database.url,postgresql://db:99999/berth,false",
    "berth.database.url,postgresql://db:99999999999/berth,false",
    "berth.database.url,'postgresql://a:5432,b:5433/berth',true",
    "berth.database.url,'postgresql://a,b,c/berth?sslmode=require',true",
    "berth.database.url,'postgresql://[::1]:5432,127.0.0.1/berth',true",
    "berth.database.url,'postgresql://a:5432,/berth',false",
    "berth.database.url,'postgresql://a:5432,b:99999/berth',false",
    "berth.database.url,'postgresql://a,user:secret@b/berth',false",
    "berth.database.url,'postgresql://a:5432/berth,postgresql://b:5432/berth',false",
    "berth.database.url,'postgresql://a/berth?application_name=x,y',false",
    "berth.database.url,postgresql://a/berth?application_name=x%2Cy,true",
    "berth.database.direct-url,'postgresql://a,b/berth',true",
    "berth.database.direct-url,a:5432/berth,false",
    "berth.database.password,a$b,true",
    "berth.database.password,a${b},false",
    "berth.database.password,a\\b,false",
    "berth.discord.url,http://127.0.0.1:8090/api/v10,true",
    "berth.discord.url,https://discord.com/api/v10,true",
    "berth.discord.url,chat.example,false",
    "berth.discord.url,ftp://discord.com,false",
    "berth.discord.bot-id,936929561302675456,true",
    "berth.discord.bot-id,midjourney,false",
    "berth.discord.bot-id,9223372036854775807,true",
    "berth.discord.bot-id,9223372036854775808,false",
    "berth.discord.bot-id,93692956130267545600,false",
    "berth.restored-at,-100000-01-01T00:00:00Z,false",
    "berth.admin-token,123456789012345678901234,true",
    "berth.admin-token,12345678901234567890123,false",
    "berth.admin-token,1234567890 1234567890 1234567890,false",
    "berth.bootstrap-token,123456789012345678901234,true",
    "berth.bootstrap-token,short,false",
    "berth.bootstrap-token,123456789012345678901234${x},false",
    "berth.encryption-keys,k1:AAAA,false",
    "berth.restored-at,2026-11-23T09:00:00Z,true",
    "berth.restored-at,2026-11-23T10:00:00+01:00,true",
    "berth.restored-at,2025-11-23T09:00:00,false",
    "berth.restored-at,9999-11-23T09:00:00Z,false",
    "berth.restored-at,yesterday,false",
    "berth.revalidation.every,24h,true",
    "berth.revalidation.every,90m,true",
    "berth.revalidation.every,59s,false",
    "berth.revalidation.every,-24h,false",
    "berth.revalidation.every,daily,false",
  })
  void value_isJudged(String property, String value, boolean good) {
    values.put(property, value);

    if (good) {
      assertThat(errors()).isEmpty();
    } else {
      String variable = property.replace('.', '_').replace('-', '_');
      assertThat(errors()).hasSize(1);
      assertThat(errors().get(0))
          .startsWith(variable.toUpperCase(Locale.ROOT) + " ")
          .doesNotContain(value);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.http.port,0,true",
    "quarkus.http.port,8080,true",
    "quarkus.http.port,65536,false",
    "quarkus.http.port,-5,false",
    "quarkus.http.port,abc,false",
    "berth.discord.invalid-requests,1,true",
    "berth.discord.invalid-requests,5000,true",
    "berth.discord.invalid-requests,5001,false",
    "berth.discord.invalid-requests,0,false",
    "berth.discord.invalid-requests,-7,false",
    "berth.discord.invalid-requests,many,false"
  })
  void number_isJudged(String property, String number, boolean good) {
    values.put(property, number);

    assertThat(errors()).hasSize(good ? 0 : 1);
  }

  @Test
  void blank_isNotSet() {
    values.put("berth.admin-token", " ");

    assertThat(errors()).isEmpty();
  }
}
