/** Changing encryption keys while pods run, and secrets that are read from files. */
@NullMarked
package berth.encryption;

import org.jspecify.annotations.NullMarked;
