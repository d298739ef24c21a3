/** Creating and updating accounts. */
@NullMarked
package berth.account.upsert;

import org.jspecify.annotations.NullMarked;
