package berth.account.store;

import berth.secret.Encrypted;
import java.util.Arrays;

/** A token of an account as it is stored; each time one is stored, it is another. */
public record StoredToken(long subscriptionId, String channel, Encrypted token) {

  /** Whether the account still has it. */
  public boolean isOf(AccountEntity row) {
    return Arrays.equals(token.bytes(), row.tokenCiphertext);
  }
}
