package berth.error;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeEach;

/** Base of tests of the one envelope that every error has, also the errors of the framework. */
abstract class Envelope {

  static final String ACCOUNTS = "/v2/account/midjourney";

  Api admin;
  Api caller;

  @BeforeEach
  void subscribe() {
    admin = RunningBerth.admin();
    caller = admin.subscribed("{\"name\": \"test\", \"quantity\": 1}");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(caller.baseUrl() + path))
        .header("Authorization", "Bearer " + caller.token());
  }

  static void assertEnvelope(Answer answer, int status, String error) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text("error")).isEqualTo(error);
    assertThat(answer.json().path("code").asInt()).isEqualTo(status);
  }
}
