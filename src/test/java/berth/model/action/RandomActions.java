package berth.model.action;

import berth.model.world.Action;
import berth.model.world.Expect;
import berth.model.world.World;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws actions. The same seed draws the same ones again. */
public final class RandomActions {

  private static final int MIN_ACTIONS = 20;
  private static final int MAX_ACTIONS = 60;

  private final Random random;

  /** The caller that most likely has the account of each user. Most actions are the owner's. */
  private final @Nullable Integer[] owners = new @Nullable Integer[World.USERS];

  private RandomActions(Random random) {
    this.random = random;
  }

  public static List<Action> draw(long seed) {
    Random random = new Random(seed);
    RandomActions actions = new RandomActions(random);
    return Stream.generate(actions::next)
        .limit(random.nextInt(MIN_ACTIONS, MAX_ACTIONS + 1))
        .toList();
  }

  private Action next() {
    return oneOf(
            new Weighted(22, this::configure),
            new Weighted(6, this::patch),
            new Weighted(3, () -> new PostRefused(caller(), user(), token())),
            new Weighted(9, this::delete),
            new Weighted(32, this::take),
            new Weighted(3, () -> new Fill(caller(), leaseSeconds())),
            new Weighted(9, () -> new Renew(lease(), leaseSeconds())),
            new Weighted(16, () -> new Release(lease())),
            new Weighted(5, () -> new Moderate(lease(), leaseSeconds())),
            new Weighted(3, () -> new LookUpSlot(lease())),
            new Weighted(4, () -> new ListAccounts(caller(), user())),
            new Weighted(8, () -> new PassTime(20 * random.nextInt(1, 4))))
        .get();
  }

  private record Weighted(int weight, Supplier<Action> action) {}

  private Supplier<Action> oneOf(Weighted... all) {
    int left = random.nextInt(Stream.of(all).mapToInt(Weighted::weight).sum());
    for (Weighted each : all) {
      left -= each.weight();
      if (left < 0) {
        return each.action();
      }
    }
    throw new AssertionError("No weight left");
  }

  private Action configure() {
    int user = user();
    int caller = likelyOwner(user);
    if (owners[user] == null) {
      owners[user] = caller;
    }
    return new Configure(caller, user, token(), maxJobs());
  }

  private Action patch() {
    int user = user();
    return new Patch(likelyOwner(user), user, chance(6) ? null : maxJobs());
  }

  private int token() {
    return random.nextInt(2);
  }

  private int maxJobs() {
    return random.nextInt(1, 5);
  }

  private Action delete() {
    int user = user();
    if (owners[user] == null && !chance(4)) {
      return configure();
    }
    int caller = likelyOwner(user);
    owners[user] = null;
    return new Delete(caller, user);
  }

  private Action take() {
    int user = user();
    String ref = chance(2) ? "job " + random.nextInt(100) : null;
    return new Take(likelyOwner(user), chance(4) ? user : null, leaseSeconds(), ref);
  }

  private WhichLease lease() {
    return new WhichLease(!chance(3), random.nextInt(100), chance(10));
  }

  private int likelyOwner(int user) {
    Integer owner = owners[user];
    return owner == null || chance(8) ? caller() : owner;
  }

  private int caller() {
    return random.nextInt(World.CALLERS);
  }

  private int user() {
    return random.nextInt(World.USERS);
  }

  /** See {@link Expect#SECONDS_OFF}. */
  private int leaseSeconds() {
    return 10 + 20 * random.nextInt(5);
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
