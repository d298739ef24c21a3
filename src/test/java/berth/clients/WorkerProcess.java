package berth.clients;

import berth.harness.database.Signal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that uses one of the clients: it takes slots, holds them, and prints what it does. */
final class WorkerProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A time in which the process was stopped, by {@link System#nanoTime}. */
  record Pause(long begin, long end) {}

  private final String name;
  private final Process process;
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final List<Pause> pauses = new ArrayList<>();
  private final Thread reader = new Thread(this::read, "worker");

  private WorkerProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    reader.setDaemon(true);
    reader.start();
  }

  /** The command of the worker in each language that this machine has. */
  static List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    commands.add(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            JavaWorker.class.getName()));
    ClientTools.python().ifPresent(python -> commands.add(List.of(python, "tests/worker.py")));
    ClientTools.builtTypeScript().ifPresent(node -> commands.add(List.of(node, "test/worker.mjs")));
    return commands;
  }

  static WorkerProcess start(List<String> command, String url, String token, List<Number> numbers) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(url, token));
    numbers.forEach(number -> whole.add(number.toString()));
    ProcessBuilder builder = new ProcessBuilder(whole);
    String program = command.get(command.size() - 1);
    if (program.endsWith(".py")) {
      builder.directory(ClientTools.PYTHON.toFile());
      builder.environment().put("PYTHONPATH", "src");
    } else if (program.endsWith(".mjs")) {
      builder.directory(ClientTools.TYPESCRIPT.toFile());
    }
    try {
      File errors = Files.createTempFile("worker", ".err").toFile();
      errors.deleteOnExit();
      return new WorkerProcess(program, builder.redirectError(errors).start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        events.add(JSON.readTree(line));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Stops the process, and lets it go on after the time. */
  void pause(long millis) throws InterruptedException {
    long begin = System.nanoTime();
    Signal.STOP.to(process.toHandle());
    TimeUnit.MILLISECONDS.sleep(millis);
    Signal.CONT.to(process.toHandle());
    pauses.add(new Pause(begin, System.nanoTime()));
  }

  /** Waits until it has ended by itself. */
  void await(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError(name + " still runs: " + last());
    }
    reader.join(TimeUnit.SECONDS.toMillis(seconds));
    if (process.exitValue() != 0) {
      throw new AssertionError(name + " ended with " + process.exitValue() + ": " + last());
    }
  }

  private Optional<JsonNode> last() {
    return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
  }

  String name() {
    return name;
  }

  Stream<JsonNode> events(String kind) {
    return events.stream().filter(event -> event.path("event").asText().equals(kind));
  }

  /** Whether it was stopped in this time, or had just gone on. */
  boolean wasStopped(long begin, long end) {
    return pauses.stream().anyMatch(pause -> pause.begin() <= end && pause.end() >= begin);
  }

  /** When it was last stopped before the time, if it was since the other. */
  Optional<Pause> stopped(long since, long until) {
    return pauses.stream()
        .filter(pause -> pause.begin() <= until && pause.end() >= since)
        .findFirst();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
