/** Proxies, a load balancer and certificates between pods and other programs. */
@NullMarked
package berth.harness.network;

import org.jspecify.annotations.NullMarked;
