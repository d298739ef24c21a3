package berth.encryption;

/** There are API tokens that this version has not stored, so the service does not start. */
public final class UntaggedTokensException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UntaggedTokensException() {
    super(
        "the database has API tokens of the version before; during an upgrade, say until when pods of"
            + " that version may run, for example BERTH_EARLIER_PODS_UNTIL=$(date -u -d '1 hour' +%FT%TZ)");
  }
}
