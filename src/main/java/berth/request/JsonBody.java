package berth.request;

import berth.error.ErrorCatalogue;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that a caller sent, read parameter by parameter. JSON types are not converted: a
 * string is no number and 3.0 is no integer. A parameter that is {@code null} counts as not sent,
 * an empty body is an empty object, and parameters that are not read are ignored.
 *
 * <p>Every method fails with a {@link berth.error.ErrorException} that names the parameter. A body
 * that is no JSON object fails at the first parameter that is read, not before, so that the
 * caller's authorization is checked first.
 */
public final class JsonBody {

  private static final int MAX_INSTANT = 40;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final byte[] body;
  private final ObjectReader json;
  private @Nullable JsonNode params;

  JsonBody(byte[] body, ObjectReader json) {
    this.body = body;
    this.json = json;
  }

  /** A text that must be sent and not be blank. */
  public String requiredText(String param, int maxLength) {
    String text = optionalText(param, maxLength);
    if (text == null || text.isBlank()) {
      throw ErrorCatalogue.missing(param).asException();
    }
    return text;
  }

  /**
   * The same, with an error that says what is wrong with the text.
   *
   * @param flaw the first flaw of a text, without quoting the text; empty when it has none
   */
  public String requiredText(String param, Function<String, Optional<String>> flaw) {
    JsonNode value = param(param);
    if (value != null && !value.isTextual()) {
      throw ErrorCatalogue.malformed(param, "not a string").asException();
    }
    if (value == null || value.textValue().isBlank()) {
      throw ErrorCatalogue.missing(param).asException();
    }
    flaw.apply(value.textValue())
        .ifPresent(
            what -> {
              throw ErrorCatalogue.malformed(param, what).asException();
            });
    return value.textValue();
  }

  /** A text of at most {@code maxLength} characters; {@code null} when it is missing. */
  public @Nullable String optionalText(String param, int maxLength) {
    JsonNode value = param(param);
    if (value == null) {
      return null;
    }
    if (!value.isTextual() || !isStorable(value.textValue(), maxLength)) {
      throw ErrorCatalogue.malformed(param).asException();
    }
    return value.textValue();
  }

  /**
   * A point in time in UTC, as ISO 8601 writes it; {@code null} when it is missing. It is after
   * 1970 and before the year 10000, and has whole microseconds, so that PostgreSQL can store it.
   */
  public @Nullable Instant optionalInstant(String param) {
    String text = optionalText(param, MAX_INSTANT);
    if (text == null) {
      return null;
    }
    try {
      Instant instant = Instant.parse(text);
      if (instant.isAfter(Instant.EPOCH) && instant.isBefore(LATEST)) {
        return instant.truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeParseException noInstant) {
      // reported like an instant that is out of range
    }
    throw ErrorCatalogue.malformed(param).asException();
  }

  /** A list of at most {@code max} texts, which must be sent and may be empty. */
  public List<String> requiredTexts(String param, int max) {
    JsonNode value = param(param);
    if (value == null) {
      throw ErrorCatalogue.missing(param).asException();
    }
    List<@Nullable String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      texts.add(element.textValue());
    }
    if (!value.isArray() || texts.contains(null)) {
      throw ErrorCatalogue.malformed(param).asException();
    }
    if (texts.size() > max) {
      throw ErrorCatalogue.malformed(param, "At most " + max + " of them").asException();
    }
    return texts.stream().filter(Objects::nonNull).toList();
  }

  /** An integer from {@code min} to {@code max}, both included. */
  public int requiredInteger(String param, int min, int max) {
    JsonNode value = param(param);
    if (value == null) {
      throw ErrorCatalogue.missing(param).asException();
    }
    return integer(param, value, min, max);
  }

  /** The same; {@code defaultValue} when it is missing. */
  public int optionalInteger(String param, int min, int max, int defaultValue) {
    Integer value = optionalInteger(param, min, max);
    return value == null ? defaultValue : value;
  }

  /** The same; {@code null} when it is missing. */
  public @Nullable Integer optionalInteger(String param, int min, int max) {
    JsonNode value = param(param);
    return value == null ? null : Integer.valueOf(integer(param, value, min, max));
  }

  /** {@code true} or {@code false}; {@code defaultValue} when it is missing. */
  public boolean optionalBoolean(String param, boolean defaultValue) {
    JsonNode value = param(param);
    if (value != null && !value.isBoolean()) {
      throw ErrorCatalogue.malformed(param, "It is one of true, false").asException();
    }
    return value == null ? defaultValue : value.booleanValue();
  }

  /** Whether the parameter was sent and is not {@code null}. */
  public boolean has(String param) {
    return param(param) != null;
  }

  /** Whether the parameter was sent, {@code null} included: a PATCH changes only what was sent. */
  public boolean mentions(String param) {
    return params().has(param);
  }

  private @Nullable JsonNode param(String param) {
    JsonNode value = params().get(param);
    return value == null || value.isNull() ? null : value;
  }

  private JsonNode params() {
    if (params == null) {
      params = parse();
    }
    return params;
  }

  /**
   * Whether the text has at most {@code maxLength} characters and can be stored: PostgreSQL stores
   * neither NUL characters nor unpaired surrogates.
   */
  public static boolean isStorable(String text, int maxLength) {
    return text.codePointCount(0, text.length()) <= maxLength
        && text.indexOf('\0') < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static int integer(String param, JsonNode value, int min, int max) {
    if (!value.isIntegralNumber()) {
      throw ErrorCatalogue.notAnInteger(param).asException();
    }
    BigInteger integer = value.bigIntegerValue();
    if (integer.compareTo(BigInteger.valueOf(min)) < 0) {
      throw ErrorCatalogue.below(param, integer, min).asException();
    }
    if (integer.compareTo(BigInteger.valueOf(max)) > 0) {
      throw ErrorCatalogue.above(param, integer, max).asException();
    }
    return integer.intValueExact();
  }

  private JsonNode parse() {
    try {
      JsonNode parsed = json.readTree(body);
      if (parsed.isObject() || parsed.isMissingNode()) {
        return parsed;
      }
    } catch (JsonProcessingException malformed) {
      throw ErrorCatalogue.malformedJson(fault(malformed) + place(malformed.getLocation()))
          .asException();
    } catch (IOException undecodable) {
      throw ErrorCatalogue.malformedJson("It is no JSON").asException();
    }
    throw ErrorCatalogue.malformedJson("It holds JSON of another type").asException();
  }

  /** Without the parser's own message, which quotes the body: it may contain a token. */
  private static String fault(JsonProcessingException malformed) {
    return malformed.getOriginalMessage().startsWith("Duplicate field")
        ? "It has the same key twice"
        : "It is no JSON";
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
