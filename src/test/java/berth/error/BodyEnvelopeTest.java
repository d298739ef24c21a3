package berth.error;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of the bodies of requests: their type, size, encoding and keys. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class BodyEnvelopeTest extends Envelope {

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "GZIP", "identity, br"})
  void encodedBody_andOneThatOnlyClaimsToBe_isNotSupported(String encoding) {
    HttpRequest request =
        request("/v2/slots/midjourney")
            .header("Content-Type", "application/json")
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofString("{}"))
            .build();

    Answer answer = Api.send(request);

    assertEnvelope(answer, 415, "Unsupported Media Type");
    assertThat(answer.text("errorDetails")).startsWith("Content-Encoding is not supported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"ref\":\"a\",\"ref\":\"b\"}", "{\"x\":{\"y\":1,\"y\":1}}"})
  void sameKeyTwice_isABadRequest(String body) {
    Answer answer = caller.post("/v2/slots/midjourney", body);

    assertEnvelope(answer, 400, "Request body is not a JSON object");
    assertThat(answer.text("errorDetails")).startsWith("It has the same key twice at line 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/slots/midjourney",
        "/v2/slots/midjourney/none/renew",
        "/v2/account/midjourney/1/pause",
        "/v2/account/midjourney/1/resume",
        "/v2/account/midjourney/1/reset"
      })
  void emptyBody_mayBeOfAnyType(String path) {
    for (String type : List.of("application/x-www-form-urlencoded", "text/plain;charset=UTF-8")) {
      for (BodyPublisher nothing :
          List.of(BodyPublishers.noBody(), BodyPublishers.fromPublisher(BodyPublishers.noBody()))) {
        HttpRequest request = request(path).header("Content-Type", type).POST(nothing).build();

        assertThat(Api.send(request).status()).isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/slots/midjourney", "/v2/slots/midjourney/none/renew"})
  void optionalBodyOfAnotherType_isNotSupported(String path) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("a=b"))
            .build();

    assertEnvelope(Api.send(request), 415, "Unsupported Media Type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
  void wrongMediaType_isNotSupported(String type) {
    HttpRequest request =
        request(ACCOUNTS)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString("{\"discord\": \"sim-1\"}"))
            .build();

    assertEnvelope(Api.send(request), 415, "Unsupported Media Type");
  }

  @Test
  void mediaTypeWithCharset_isTaken() {
    HttpRequest request =
        request(ACCOUNTS)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString("{}"))
            .build();

    assertThat(Api.send(request).text("error"))
        .isEqualTo("Required param discord is missing or empty");
  }

  @Test
  void longBody_ofACallerThatPrefersHttp2_isTooLarge() {
    HttpRequest request =
        request(ACCOUNTS)
            .version(HttpClient.Version.HTTP_2)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("x".repeat(70_000)))
            .build();

    assertEnvelope(Api.send(request), 413, "Request body is too large");
  }

  @Test
  void bodyOf64KiB_isRead_andALongerOneIsTooLarge() {
    int around = "{\"comment\":\"\"}".length();
    String largest = "{\"comment\":\"%s\"}".formatted("x".repeat(65_536 - around));

    assertThat(caller.post(ACCOUNTS, largest).status()).isEqualTo(400);
    assertEnvelope(caller.post(ACCOUNTS, largest + " "), 413, "Request body is too large");
  }

  @ParameterizedTest
  @ValueSource(ints = {65_537, 1_000_000})
  void longBodyWithoutALength_isTooLarge(int length) {
    HttpRequest request =
        request(ACCOUNTS)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.ofString("{\"comment\":\"" + "x".repeat(length))))
            .build();

    assertEnvelope(Api.send(request), 413, "Request body is too large");
  }
}
