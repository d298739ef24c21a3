package berth.event.read;

import berth.error.ErrorCatalogue;
import berth.event.EventType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which events a caller wants.
 *
 * @param channel only those of this account; {@code null} for all
 * @param type only those of this type, by its name in the API; {@code null} for all
 */
record EventFilter(@Nullable String channel, @Nullable String type) {

  private static final Pattern CHANNEL = Pattern.compile("\\d{1,64}");

  /** 18 digits fit into a {@code long}. */
  private static final Pattern ID = Pattern.compile("\\d{1,18}");

  /**
   * Reads query parameters; {@code null} stands for one that was not sent.
   *
   * @throws berth.error.ErrorException when one is wrong
   */
  static EventFilter of(@Nullable String channel, @Nullable String type) {
    if (channel != null && !CHANNEL.matcher(channel).matches()) {
      throw ErrorCatalogue.malformed("channel").asException();
    }
    if (type != null && EventType.named(type).isEmpty()) {
      throw ErrorCatalogue.malformed("type", "It is one of " + EventType.apiNames()).asException();
    }
    return new EventFilter(channel, type);
  }

  /**
   * Reads the id after which events are to be read; empty when there is none.
   *
   * @throws berth.error.ErrorException when it is no id
   */
  static Optional<Long> after(@Nullable String id) {
    if (id != null && !ID.matcher(id).matches()) {
      throw ErrorCatalogue.malformed("after").asException();
    }
    return Optional.ofNullable(id).map(Long::valueOf);
  }
}
