/**
 * The benchmark: contenders alternate within one run, and the report has medians and their ratios.
 */
@NullMarked
package berth.bench;

import org.jspecify.annotations.NullMarked;
