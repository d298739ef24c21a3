package berth.response;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Writes characters beyond the Basic Multilingual Plane as the four bytes that UTF-8 has for them.
 * By default Jackson escapes the two halves that Java has for them, which takes twelve.
 */
@Singleton
class WholeCharacters implements ObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper json) {
    json.getFactory().enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
  }
}
