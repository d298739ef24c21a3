/** Group commit: what many requests ask of the database at the same time goes out together. */
@NullMarked
package berth.batch;

import org.jspecify.annotations.NullMarked;
