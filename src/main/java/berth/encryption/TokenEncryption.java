package berth.encryption;

import berth.secret.DiscordToken;
import berth.secret.Encrypted;
import berth.secret.EncryptionKeys;
import berth.secret.KeyedDigest;
import berth.secret.TokenOwner;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Encrypts tokens in the form that all pods can decrypt. */
@ApplicationScoped
public class TokenEncryption {

  private final EncryptionKeys keys;
  private final EarlierForms earlierForms;

  TokenEncryption(EncryptionKeys keys, EarlierForms earlierForms) {
    this.keys = keys;
    this.earlierForms = earlierForms;
  }

  /** Encrypts with the first key. The token can be decrypted only for the same owner. */
  public Encrypted encrypt(DiscordToken token, TokenOwner owner) {
    return earlierForms.areAccepted()
        ? keys.encryptForEarlierPods(token, owner)
        : keys.encrypt(token, owner);
  }

  /** The digests of a token, by which a stored token is found; the first key's first. */
  public List<KeyedDigest> digests(DiscordToken token) {
    return keys.digests(token);
  }

  /** The {@link Encrypted#keyId} of tokens that are encrypted now. */
  String keyId() {
    return EncryptionKeys.storedKeyIds(keys.ids().get(0)).get(earlierForms.areAccepted() ? 0 : 1);
  }
}
