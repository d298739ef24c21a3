/** PostgreSQL fails over from one server to another, which has all that was acknowledged. */
package berth.failover;
