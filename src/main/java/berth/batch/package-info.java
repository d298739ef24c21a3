/** Group commit: requests that go to the database at the same time share a statement. */
@NullMarked
package berth.batch;

import org.jspecify.annotations.NullMarked;
