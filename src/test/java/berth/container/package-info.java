/** Tests of the Dockerfiles and the compose file. */
@NullMarked
package berth.container;

import org.jspecify.annotations.NullMarked;
