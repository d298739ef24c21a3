/** The log. */
package berth.log;
