package berth.log;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * A log line: a message that is always the same, so that it can be searched for and counted, and
 * values in fields of their own. JSON has them in the object {@code mdc}, plain text in brackets
 * after the message.
 */
public final class LogLine {

  private final Logger log;
  private final Logger.Level level;
  private final String message;
  private final Map<String, String> fields = new LinkedHashMap<>();

  private LogLine(Logger log, Logger.Level level, String message) {
    this.log = log;
    this.level = level;
    this.message = message;
  }

  /** A line that is part of normal operation. */
  public static LogLine info(Logger log, String message) {
    return new LogLine(log, Logger.Level.INFO, message);
  }

  /** A line about something that an operator may have to look after. */
  public static LogLine warn(Logger log, String message) {
    return new LogLine(log, Logger.Level.WARN, message);
  }

  /** A line about a fault of Berth. */
  public static LogLine error(Logger log, String message) {
    return new LogLine(log, Logger.Level.ERROR, message);
  }

  /** Adds a field, which must not hold a token. */
  public LogLine with(String field, @Nullable Object value) {
    fields.put(field, String.valueOf(value));
    return this;
  }

  /** Writes the line. */
  public void write() {
    write(null);
  }

  /** Writes the line with a stack trace. */
  public void write(@Nullable Throwable failure) {
    if (isJson()) {
      fields.forEach(MDC::put);
      log.log(level, message, failure);
      fields.keySet().forEach(MDC::remove);
    } else {
      log.log(level, fields.isEmpty() ? message : message + " " + fields, failure);
    }
  }

  /** Read each time: a constant would get its value when a native executable is built. */
  private static boolean isJson() {
    return ConfigProvider.getConfig()
        .getOptionalValue("quarkus.log.console.json.enabled", Boolean.class)
        .orElse(false);
  }
}
