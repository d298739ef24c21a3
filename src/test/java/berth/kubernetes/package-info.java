/**
 * Tests of the Kubernetes manifests: against the schema of the Kubernetes API, and of their
 * content.
 */
@NullMarked
package berth.kubernetes;

import org.jspecify.annotations.NullMarked;
