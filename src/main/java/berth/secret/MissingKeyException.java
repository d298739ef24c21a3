package berth.secret;

/** A stored value was encrypted with a key that is not configured. */
public final class MissingKeyException extends RuntimeException {

  /** The message names the id of the key, which is not a secret. */
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
