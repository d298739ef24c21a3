package berth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import berth.harness.Api;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The examples of the vendor's page, unchanged except for the host and the tokens. Each runs only
 * where its tool is installed.
 */
@Tag("concurrent")
@Execution(ExecutionMode.SAME_THREAD)
class VendorExamplesIT {

  private static final String JAVASCRIPT =
      """
      const apiUrl = `%s/v2/account/midjourney`;
      const token = "%s";
      const discord = "%s";
      const maxJobs = 3;
      const data = {
        method: 'POST',
        headers: {
          'Authorization': `Bearer ${token}`,
          'Content-Type': 'application/json' }
      };
      data.body = JSON.stringify({
        discord, maxJobs
      });
      (async () => {
      const response = await fetch(apiUrl, data);
      const result = await response.json();
      console.log("response", {response, result});
      })();
      """;

  private static final String PYTHON_REQUESTS =
      """
      import requests
      apiUrl = f"%s/v2/account/midjourney"
      token = "%s"
      discord = "%s"
      maxJobs = 3
      headers = {
          "Content-Type": "application/json",
          "Authorization" : f"Bearer {token}"
      }
      body = {
          "discord": f"{discord}",
          "maxJobs": maxJobs
      }
      response = requests.post(apiUrl, headers=headers, json=body)
      print(response, response.json())
      """;

  /** The same request with nothing but Python's own library. */
  private static final String PYTHON_URLLIB =
      """
      import json, urllib.request
      request = urllib.request.Request(
          "%s/v2/account/midjourney",
          headers={"Content-Type": "application/json", "Authorization": "Bearer %s"},
          data=json.dumps({"discord": "%s", "maxJobs": 3}).encode())
      response = urllib.request.urlopen(request)
      print(f"<Response [{response.status}]>", json.load(response))
      """;

  private static Pods pods;
  private static Api caller;

  @BeforeAll
  static void start() {
    pods = Pods.start(1);
    caller = pods.admin(0).subscribed("{\"name\": \"vendor\", \"quantity\": 10}");
  }

  @AfterAll
  static void stop() {
    pods.close();
  }

  @Test
  void curl_creates_thenUpdates() throws Exception {
    assumeTrue(runs("curl", "--version"), "curl is not on this machine");
    String[] command = {
      "curl",
      "-s",
      "-w",
      "%{http_code}",
      "-H",
      "Accept: application/json",
      "-H",
      "Content-Type: application/json",
      "-H",
      "Authorization: Bearer " + caller.token(),
      "-X",
      "POST",
      caller.baseUrl() + "/v2/account/midjourney",
      "-d",
      "{\"discord\": \"sim-curl\", \"maxJobs\": 3}"
    };

    assertThat(output(command)).contains("\"discord\":\"sim-curl\"").endsWith("201");
    assertThat(output(command)).contains("\"maxJobs\":3").endsWith("200");
  }

  @Test
  void javascriptFetch_creates_thenUpdates() throws Exception {
    assumeTrue(runs("node", "-e", "fetch"), "Node with fetch is not on this machine");
    String[] command = {
      "node", "-e", JAVASCRIPT.formatted(caller.baseUrl(), caller.token(), "sim-node")
    };

    assertThat(output(command)).contains("status: 201").contains("discord: 'sim-node'");
    assertThat(output(command)).contains("status: 200").contains("maxJobs: 3");
  }

  @Test
  void pythonRequests_creates_thenUpdates() throws Exception {
    assumeTrue(runs("python3", "-c", "import requests"), "requests is not on this machine");
    String[] command = {
      "python3", "-c", PYTHON_REQUESTS.formatted(caller.baseUrl(), caller.token(), "sim-python")
    };

    assertThat(output(command)).contains("<Response [201]>").contains("'discord': 'sim-python'");
    assertThat(output(command)).contains("<Response [200]>").contains("'maxJobs': 3");
  }

  @Test
  void pythonUrllib_creates_thenUpdates() throws Exception {
    assumeTrue(runs("python3", "-c", "import json"), "Python is not on this machine");
    String[] command = {
      "python3", "-c", PYTHON_URLLIB.formatted(caller.baseUrl(), caller.token(), "sim-urllib")
    };

    assertThat(output(command)).contains("<Response [201]>").contains("'discord': 'sim-urllib'");
    assertThat(output(command)).contains("<Response [200]>").contains("'maxJobs': 3");
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
