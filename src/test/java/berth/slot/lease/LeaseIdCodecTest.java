package berth.slot.lease;

import static org.assertj.core.api.Assertions.assertThat;

import berth.secret.EncryptionKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseIdCodecTest {

  private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final String NEW =
      "new:"
          + Base64.getEncoder()
              .encodeToString(
                  "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
  private static final LeaseId LEASE = new LeaseId("9999999999999999999", 14, Long.MAX_VALUE);

  private final LeaseIdCodec ids = new LeaseIdCodec(EncryptionKeys.parse(OLD));

  @Test
  void text_readAgain_isTheSameLease() {
    assertThat(ids.parse(7, ids.format(7, LEASE))).contains(LEASE);
    LeaseId smallest = new LeaseId("1", 0, 1);
    assertThat(ids.parse(7, ids.format(7, smallest))).contains(smallest);
  }

  @Test
  void text_needsNoEscapingInAUrl() {
    assertThat(ids.format(7, LEASE)).matches("[A-Za-z0-9_-]{40}");
  }

  @Test
  void text_ofAnotherSubscription_isUnknown() {
    assertThat(ids.parse(8, ids.format(7, LEASE))).isEmpty();
  }

  @Test
  void text_withAnyCharacterChanged_isUnknown() {
    String text = ids.format(7, LEASE);
    for (int i = 0; i < text.length(); i++) {
      for (char c : "AZaz09-_".toCharArray()) {
        String changed = text.substring(0, i) + c + text.substring(i + 1);
        if (!changed.equals(text)) {
          assertThat(ids.parse(7, changed)).isEmpty();
        }
      }
    }
  }

  @Test
  void text_ofAnotherShape_isUnknown() {
    String text = ids.format(7, LEASE);
    for (String other : new String[] {"", "x", "\u00fc", text + "A", text + "=", " " + text}) {
      assertThat(ids.parse(7, other)).isEmpty();
    }
  }

  @Test
  void text_ofAnOldKey_isKnownWhileTheKeyIs() {
    String text = ids.format(7, LEASE);

    assertThat(new LeaseIdCodec(EncryptionKeys.parse(NEW + "," + OLD)).parse(7, text))
        .contains(LEASE);
    assertThat(new LeaseIdCodec(EncryptionKeys.parse(NEW)).parse(7, text)).isEmpty();
  }

  @Test
  void texts_ofDifferentLeases_differ() {
    Set<String> texts = new HashSet<>();
    for (int number = 0; number < 15; number++) {
      for (long fence = 1; fence < 100; fence++) {
        texts.add(ids.format(7, new LeaseId("354697489833920484", number, fence)));
      }
    }
    assertThat(texts).hasSize(15 * 99);
  }
}
