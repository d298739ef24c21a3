package berth.secret;

/** Something is stored under an encryption key that is not configured. */
public final class MissingKeyException extends RuntimeException {

  /** Names the key, which is no secret. */
  public MissingKeyException(String keyId) {
    super(
        "BERTH_ENCRYPTION_KEYS lacks the key "
            + keyId
            + ", under which tokens are stored; add it, for example"
            + " BERTH_ENCRYPTION_KEYS=<the keys that are there>,"
            + keyId
            + ":<the key that was there>");
  }
}
