/**
 * What the build gives to Kubernetes: checked against the schema of its API, and for what it says.
 */
@NullMarked
package berth.kubernetes;

import org.jspecify.annotations.NullMarked;
