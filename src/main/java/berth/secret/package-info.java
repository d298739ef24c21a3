/** Encryption, digests and masking of Discord tokens. */
@NullMarked
package berth.secret;

import org.jspecify.annotations.NullMarked;
