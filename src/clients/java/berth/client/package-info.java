/**
 * Takes job slots of Berth, keeps their leases, and releases them; begin at {@link
 * berth.client.Pool}. Needs Java 17 and Jackson.
 */
@NullMarked
package berth.client;

import org.jspecify.annotations.NullMarked;
