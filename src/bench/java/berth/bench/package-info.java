/**
 * The benchmark: contenders take turns in one run, and what is reported are medians and their
 * ratios.
 */
@NullMarked
package berth.bench;

import org.jspecify.annotations.NullMarked;
