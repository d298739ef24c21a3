package berth.account.store;

import berth.secret.Encrypted;
import berth.secret.TokenOwner;
import java.util.Arrays;

/**
 * The encrypted token of an account. Each encryption gives other bytes, so a token that is stored
 * again differs from this one.
 */
public record StoredToken(long subscriptionId, String channel, Encrypted token) {

  /** The account. */
  public TokenOwner owner() {
    return new TokenOwner(subscriptionId, channel);
  }

  /** Whether the account still has this token. */
  public boolean isOf(AccountEntity row) {
    return Arrays.equals(token.bytes(), row.tokenCiphertext);
  }
}
