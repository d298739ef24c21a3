package berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.pod.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that a generator has made of the description of the API, used once against a pod. */
class GeneratedClientsIT {

  private static final Path GENERATED = Path.of("target/generated-clients").toAbsolutePath();
  private static final Path PROGRAMS = Path.of("src/test/resources/berth/clients").toAbsolutePath();

  @Test
  void python_worksAsDescribed() throws IOException, InterruptedException {
    Path folder = GENERATED.resolve("python");
    run(folder, "python3", "-m", "venv", "venv");
    run(folder, "venv/bin/pip", "install", "--quiet", ".");

    assertThat(used(folder, "venv/bin/python", PROGRAMS.resolve("generated.py").toString()))
        .contains("all as described");
  }

  @Test
  void typeScript_worksAsDescribed() throws IOException, InterruptedException {
    Path folder = GENERATED.resolve("used");
    Files.createDirectories(folder);
    run(folder, "cp", "-R", GENERATED.resolve("typescript") + "/.", "client");
    Files.copy(PROGRAMS.resolve("generated.ts"), folder.resolve("generated.ts"));
    Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
    run(folder, "npm", "install", "--no-package-lock", "typescript@5.9.3", "@types/node@20");
    run(
        folder,
        "node_modules/.bin/tsc",
        "--target",
        "es2022",
        "--module",
        "nodenext",
        "--skipLibCheck",
        "--strict",
        "generated.ts");

    assertThat(used(folder, "node", "generated.js")).contains("all as described");
  }

  /** What the program prints that uses the client. */
  private static String used(Path folder, String... command)
      throws IOException, InterruptedException {
    try (Pods pods = Pods.start(1)) {
      String token = pods.admin(0).subscribed("{\"name\": \"generated\", \"quantity\": 5}").token();
      List<String> whole = new ArrayList<>(List.of(command));
      whole.addAll(List.of(pods.url(0), String.valueOf(token)));
      return run(folder, whole.toArray(String[]::new));
    }
  }

  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("generated", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.remove("PYTHONPATH");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
      return Files.readString(output);
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
