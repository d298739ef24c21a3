package berth.log;

import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * A log line: a message that is always the same, so that it can be searched for and counted, and
 * values in fields of their own. JSON has them in the object {@code mdc}, plain text after the
 * message.
 */
public final class LogLine {

  private final Logger log;
  private final Logger.Level level;
  private final String message;
  private final List<String> fields = new ArrayList<>();

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
    MDC.put(field, String.valueOf(value));
    fields.add(field);
    return this;
  }

  /** Writes the line. */
  public void write() {
    write(null);
  }

  /** Writes the line with a stack trace. */
  public void write(@Nullable Throwable failure) {
    log.log(level, message, failure);
    fields.forEach(MDC::remove);
  }
}
