package berth.auth;

import berth.subscription.Subscription;
import berth.subscription.token.Rights;

/**
 * What an API token stands for.
 *
 * @param tokenName the name of the token
 */
record Credential(Subscription subscription, String tokenName, Rights rights) {}
