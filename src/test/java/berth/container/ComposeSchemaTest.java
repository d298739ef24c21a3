package berth.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the compose file against the schema of Compose, which refuses unknown fields. */
class ComposeSchemaTest {

  private static final Path FILE = Path.of("docker-compose.yml");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private static final JsonSchema SCHEMA = schema();

  private String text = "";

  private static JsonSchema schema() {
    try (InputStream file = ComposeSchemaTest.class.getResourceAsStream("compose.schema.json")) {
      JsonNode schema = new JsonMapper().readTree(Objects.requireNonNull(file));
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    } catch (IOException failure) {
      throw new IllegalStateException("The schema can't be read", failure);
    }
  }

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(FILE);
  }

  @Test
  void composeFile_isValid() throws IOException {
    assertThat(errors(text)).isEmpty();
  }

  @Test
  void referencedServices_andVolumes_areDefined() throws IOException {
    JsonNode file = YAML.readTree(text);
    for (JsonNode service : file.path("services")) {
      assertThat(file.path("services").fieldNames())
          .toIterable()
          .containsAll(() -> service.path("depends_on").fieldNames());
      for (JsonNode volume : service.path("volumes")) {
        assertThat(file.path("volumes").has(volume.asText().replaceAll(":.*", ""))).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          services:                     | service:                     | services
          image: postgres:18            | img: postgres:18             | img
          context: .                    | contxt: .                    | contxt
          condition: service_healthy    | condition: healthy           | condition
          interval: 2s                  | interval: 2                  | interval
          interval: 2s                  | interval: 2 seconds          | interval
          retries: 30                   | retries: many                | retries
          "CMD", "pg_isready"           | "pg_isready"                 | healthcheck.test
          read_only: true               | read_only: "true"            | read_only
          - "8080:8080"                 | - 8080                       | ports
          - "8080:8080"                 | - "http:8080"                | ports
          - postgres:/var/lib           | - postgres:var/lib           | volumes
          stop_grace_period: 40s        | stop_grace_period: 40        | stop_grace_period
          restart: unless-stopped       | restart: sometimes           | restart
          cap_drop:                     | cap_drop: ALL #              | cap_drop
          """)
  void mistake_isFound(String good, String bad, String where) throws IOException {
    assertThat(text).contains(good);

    assertThat(errors(text.replace(good, bad).replace("#\n      - ALL", "")))
        .isNotEmpty()
        .anyMatch(error -> error.contains(where));
  }

  private static List<String> errors(String compose) throws IOException {
    return SCHEMA.validate(YAML.readTree(compose)).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }
}
