package berth.pool;

/**
 * The pool as it was at a moment, as the body of responses.
 *
 * @param body JSON, in UTF-8
 * @param tag changes when anything but the time has changed; for {@code ETag}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
record PoolSnapshot(byte[] body, String tag) {}
