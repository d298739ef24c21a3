/**
 * What a native executable needs to be told, and what must not be in it; checked without GraalVM.
 */
@NullMarked
package berth.nativeimage;

import org.jspecify.annotations.NullMarked;
