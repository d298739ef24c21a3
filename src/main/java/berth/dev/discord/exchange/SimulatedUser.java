package berth.dev.discord.exchange;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A user of the simulated Discord.
 *
 * @param name what follows {@code sim-} in the user's tokens, up to the first dot; empty for the
 *     user of any other token
 * @param channel the id of the channel with the bot
 */
public record SimulatedUser(String name, String channel) {

  private static final String PREFIX = "sim-";
  private static final BigInteger LEAST = BigInteger.TEN.pow(17);
  private static final BigInteger RANGE = BigInteger.TEN.pow(17).multiply(BigInteger.valueOf(8));

  /** The name of the token's user; empty when the user is unknown. */
  public static String nameIn(String token) {
    return token.startsWith(PREFIX) ? token.substring(PREFIX.length()).split("\\.", 2)[0] : "";
  }

  public boolean isKnown() {
    return !name.isEmpty();
  }

  public String id() {
    return snowflake("user " + name);
  }

  /** An 18-digit id, always the same for the same seed. */
  public static String snowflake(String seed) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, hash).mod(RANGE).add(LEAST).toString();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
