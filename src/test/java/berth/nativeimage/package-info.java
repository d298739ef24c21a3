/** Tests, without GraalVM, of what a native executable needs, and of what it must not contain. */
@NullMarked
package berth.nativeimage;

import org.jspecify.annotations.NullMarked;
