package berth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeysTest {

  private static final String ZEROS = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String OTHER =
      Base64.getEncoder()
          .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
  private static final DiscordToken TOKEN = new DiscordToken("a.token-of_some.length");

  private final EncryptionKeys keys = EncryptionKeys.parse("k1:" + ZEROS);

  @Test
  void decrypt_whatWasEncrypted_isTheToken() {
    assertThat(keys.decrypt(keys.encrypt(TOKEN, "channel 1"), "channel 1")).isEqualTo(TOKEN);
  }

  @Test
  void encrypt_twice_givesDifferentBytes() {
    assertThat(keys.encrypt(TOKEN, "c").bytes()).isNotEqualTo(keys.encrypt(TOKEN, "c").bytes());
  }

  @Test
  void decrypt_boundToAnotherText_fails() {
    Encrypted stored = keys.encrypt(TOKEN, "channel 1");

    assertThatThrownBy(() -> keys.decrypt(stored, "channel 2"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void decrypt_changedBytes_fails() {
    Encrypted stored = keys.encrypt(TOKEN, "c");
    for (int i = 0; i < stored.bytes().length; i++) {
      byte[] changed = stored.bytes().clone();
      changed[i] ^= 1;
      Encrypted tampered = new Encrypted(stored.keyId(), changed);

      assertThatThrownBy(() -> keys.decrypt(tampered, "c"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void decrypt_withTheOldKeyBehindANewOne_isTheToken() {
    Encrypted stored = keys.encrypt(TOKEN, "c");
    EncryptionKeys rotated = EncryptionKeys.parse("k2:" + OTHER + ",k1:" + ZEROS);

    assertThat(rotated.decrypt(stored, "c")).isEqualTo(TOKEN);
    assertThat(rotated.encrypt(TOKEN, "c").keyId()).isEqualTo("k2");
  }

  @Test
  void decrypt_withoutTheKey_namesIt() {
    Encrypted stored = keys.encrypt(TOKEN, "c");

    assertThatThrownBy(() -> EncryptionKeys.parse("k2:" + OTHER).decrypt(stored, "c"))
        .hasMessageContaining("BERTH_ENCRYPTION_KEYS lacks the key k1");
  }

  @Test
  void digests_areOneForEachKey_andDifferByPurpose() {
    EncryptionKeys two = EncryptionKeys.parse("k2:" + OTHER + ",k1:" + ZEROS);
    byte[] data = {1, 2, 3};

    List<KeyedDigest> digests = two.digests(Purpose.TOKEN_DIGEST, data);

    assertThat(digests).extracting(KeyedDigest::keyId).containsExactly("k2", "k1");
    assertThat(digests.get(1).digest())
        .isEqualTo(keys.digests(Purpose.TOKEN_DIGEST, data).get(0).digest())
        .isNotEqualTo(digests.get(0).digest())
        .isNotEqualTo(keys.digests(Purpose.LEASE_ID, data).get(0).digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "k1",
        "k1:",
        ":AAAA",
        "k 1:AAAA",
        "k1:not base64",
        "k1:AAAA",
        "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,",
        "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,"
            + "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      })
  void parse_malformedKeys_isRefused_withoutQuotingThem(String setting) {
    assertThatThrownBy(() -> EncryptionKeys.parse(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContainingAny("AAAA", "not base64 ");
  }
}
