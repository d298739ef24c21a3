package berth.harness.pod;

import static org.awaitility.Awaitility.await;

import berth.harness.Api;
import berth.harness.database.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process of the packaged service, in production mode, on a free port of the loopback interface.
 */
public final class Pod implements AutoCloseable {

  /** Versions without a management interface print one address, which serves everything. */
  private static final Pattern LISTENING =
      Pattern.compile(
          "Listening on: (https?://\\S+:\\d+)(.* interface listening on (http://\\S+:\\d+))?");

  private static final int TIMEOUT_SECONDS = 60;

  private final Process process;
  private final Thread reader;
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Addresses> addresses = new CompletableFuture<>();

  /** Where a pod listens: for callers, and for probes and monitoring. */
  private record Addresses(String service, String management) {

    static Addresses of(Matcher line) {
      String service = line.group(1);
      return new Addresses(service, line.group(3) == null ? service : line.group(3));
    }
  }

  private Pod(Process process) {
    this.process = process;
    reader = new Thread(this::read, "pod-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** What was packaged just now. */
  public static String currentPackage() {
    return System.getProperty("berth.package");
  }

  /** Starts one with these settings and no others; returns before it listens. */
  public static Pod start(Map<String, String> settings) {
    return start(currentPackage(), settings);
  }

  /** The same of another package: a jar, or a native executable. */
  public static Pod start(String berthPackage, Map<String, String> settings) {
    List<String> flags = new ArrayList<>(quickStart());
    if (berthPackage.endsWith(".jar") && berthPackage.equals(currentPackage())) {
      flags.addAll(ClassArchive.flags(berthPackage));
    }
    return start(berthPackage, flags, settings);
  }

  /** Flags that shorten the start, for tests whose pods end soon; none in the benchmark. */
  static List<String> quickStart() {
    return Stream.of(System.getProperty("berth.pod.flags", "").split(" "))
        .filter(flag -> !flag.isEmpty())
        .toList();
  }

  /** The same with flags of the JVM. */
  public static Pod start(String berthPackage, List<String> flags, Map<String, String> settings) {
    return start(command(berthPackage, flags), settings);
  }

  /** The same with the memory that a container of the image has, see {@link MemoryLimit}. */
  public static Pod start(Map<String, String> settings, MemoryLimit limit) {
    return start(limit.around(command(currentPackage(), limit.flags())), settings);
  }

  private static Pod start(List<String> command, Map<String, String> settings) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("(BERTH|QUARKUS)_.*"));
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
    builder.environment().put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    // as tests read it
    builder.environment().put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    builder.environment().putAll(settings);
    try {
      return new Pod(builder.start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> command(String berthPackage, List<String> flags) {
    if (!berthPackage.endsWith(".jar")) {
      return List.of(berthPackage);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-jar", berthPackage));
    return command;
  }

  /** Where it listens; waits until it does. */
  public String url() {
    return addresses().service();
  }

  /** Its management interface, which has the probes and the metrics; waits until it listens. */
  public Api management() {
    return new Api(addresses().management(), null);
  }

  private Addresses addresses() {
    try {
      return addresses.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException failure) {
      throw new AssertionError("The pod did not start: " + String.join("\n", log), failure);
    }
  }

  /** Waits until it is ready: it listens, has a database, and has warmed up. */
  public Pod awaitReady() {
    await().atMost(TIMEOUT_SECONDS, TimeUnit.SECONDS).until(this::isReady);
    return this;
  }

  /** Whether its readiness probe succeeds; waits until it listens. */
  public boolean isReady() {
    return management().get("/q/health/ready").status() == 200;
  }

  /** Whether it listens by now, or did before it ended. */
  public boolean hasListened() {
    return addresses.isDone() && !addresses.isCompletedExceptionally();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it without a chance to finish anything. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Asks it to end, and does not wait until it does. */
  public void end() {
    process.destroy();
  }

  /** Stops it in the middle of whatever it does; what it is connected to can't tell. */
  public void freeze() {
    Signal.STOP.to(process.toHandle());
  }

  /** Lets it go on as if nothing had been. */
  public void thaw() {
    Signal.CONT.to(process.toHandle());
  }

  /** The status that it exits with; waits until it does. */
  public int exitStatus() {
    try {
      if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        reader.join(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS));
        return process.exitValue();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("The pod still runs: " + String.join("\n", log));
  }

  /** What it has printed so far. */
  public List<String> log() {
    return List.copyOf(log);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        log.add(line);
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          addresses.complete(Addresses.of(matcher));
        }
      }
      addresses.completeExceptionally(new IllegalStateException("It ended"));
    } catch (IOException failure) {
      addresses.completeExceptionally(failure);
    }
  }
}
