package berth.response;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Writes characters beyond the Basic Multilingual Plane as the four bytes of their UTF-8 encoding.
 * By default Jackson escapes the two surrogates of each, which takes twelve bytes.
 */
@Singleton
class WholeCharacters implements ObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper json) {
    json.getFactory().enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
  }
}
