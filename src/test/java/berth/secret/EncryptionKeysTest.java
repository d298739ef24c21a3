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

  private static final TokenOwner OWNER = new TokenOwner(1, "channel 1");

  private final EncryptionKeys keys = EncryptionKeys.parse("k1:" + ZEROS);

  @Test
  void decrypt_whatWasEncrypted_isTheToken() {
    assertThat(keys.decrypt(keys.encrypt(TOKEN, OWNER), OWNER)).isEqualTo(TOKEN);
  }

  @Test
  void encrypt_twice_givesDifferentBytes() {
    assertThat(keys.encrypt(TOKEN, OWNER).bytes()).isNotEqualTo(keys.encrypt(TOKEN, OWNER).bytes());
  }

  @Test
  void decrypt_forAnotherOwnerOrKey_fails() {
    Encrypted stored = keys.encrypt(TOKEN, OWNER);
    EncryptionKeys renamed = EncryptionKeys.parse("k2:" + ZEROS);

    for (TokenOwner other :
        List.of(new TokenOwner(1, "channel 2"), new TokenOwner(2, "channel 1"))) {
      assertThatThrownBy(() -> keys.decrypt(stored, other))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> renamed.decrypt(new Encrypted("2:k2", stored.bytes()), OWNER))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keys.decrypt(new Encrypted("k1", stored.bytes()), OWNER))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void encryptForEarlierPods_isBoundToTheChannelOnly() {
    Encrypted stored = keys.encryptForEarlierPods(TOKEN, OWNER);

    assertThat(stored.keyId()).isEqualTo("k1");
    assertThat(keys.decrypt(stored, new TokenOwner(2, OWNER.channel()))).isEqualTo(TOKEN);
    assertThatThrownBy(() -> keys.decrypt(stored, new TokenOwner(1, "channel 2")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void decrypt_changedBytes_fails() {
    Encrypted stored = keys.encrypt(TOKEN, OWNER);
    for (int i = 0; i < stored.bytes().length; i++) {
      byte[] changed = stored.bytes().clone();
      changed[i] ^= 1;
      Encrypted tampered = new Encrypted(stored.keyId(), changed);

      assertThatThrownBy(() -> keys.decrypt(tampered, OWNER))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void decrypt_withTheOldKeyBehindANewOne_isTheToken() {
    Encrypted stored = keys.encrypt(TOKEN, OWNER);
    EncryptionKeys rotated = EncryptionKeys.parse("k2:" + OTHER + ",k1:" + ZEROS);

    assertThat(rotated.decrypt(stored, OWNER)).isEqualTo(TOKEN);
    assertThat(rotated.encrypt(TOKEN, OWNER).keyId()).isEqualTo("2:k2");
  }

  @Test
  void decrypt_withoutTheKey_namesIt() {
    Encrypted stored = keys.encrypt(TOKEN, OWNER);

    assertThatThrownBy(() -> EncryptionKeys.parse("k2:" + OTHER).decrypt(stored, OWNER))
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
