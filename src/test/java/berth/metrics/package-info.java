/** The metrics, and what is said about them. */
package berth.metrics;
