/**
 * The tests that run in the JVM of the service, in three parts of about the same length. Maven runs
 * each part in a JVM of its own, which starts the service once: it would start it anew for each
 * class if it was given the classes one by one.
 */
@NullMarked
package berth.suite;

import org.jspecify.annotations.NullMarked;
