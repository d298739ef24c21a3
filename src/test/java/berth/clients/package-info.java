/** Tests of the clients in {@code src/clients}. */
package berth.clients;
