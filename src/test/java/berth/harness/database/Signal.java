package berth.harness.database;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A signal that Java has no method for. */
public enum Signal {
  /** The process stands still from now on, without noticing. */
  STOP,
  /** The process continues. */
  CONT;

  /** Sends the signal to a process. */
  public void to(ProcessHandle process) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid())).start().waitFor();
      if (status != 0 && process.isAlive()) {
        throw new IllegalStateException("kill ended with " + status);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", stopped);
    }
  }
}
