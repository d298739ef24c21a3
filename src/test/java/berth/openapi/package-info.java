/** The description of the API. */
package berth.openapi;
