package berth.response;

import io.smallrye.mutiny.Multi;

/**
 * An answer that is written piece by piece: the next piece is asked for when the operating system
 * has taken the one before, so that a slow reader makes the pod hold no more than one.
 *
 * @param pieces parts of one JSON text, encoded; when they fail, the connection is closed before
 *     the end of the text
 */
public record JsonStream(Multi<byte[]> pieces) {}
