package berth.model.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of the contract that is about accounts and leases, without its implementation: the model
 * has no slots, only leases that run and limits that they count against.
 */
public final class Model {

  /**
   * An account.
   *
   * @param owner the number of the caller that configured it
   * @param status {@code active}, {@code rejected} or {@code moderated}
   * @param until when a moderation ends
   * @param tokenSince since when the account has the token; {@link Instant#MIN} when the channel
   *     never had another
   */
  public record Account(
      int owner,
      String discord,
      int maxJobs,
      String status,
      @Nullable Instant until,
      Instant tokenSince) {

    public Account limitedTo(int jobs) {
      return new Account(owner, discord, jobs, status, until, tokenSince);
    }

    /** A moderation stays as it is. */
    public Account rejected() {
      return until == null
          ? new Account(owner, discord, maxJobs, "rejected", null, tokenSince)
          : this;
    }

    public Account moderated(Instant other) {
      Instant later = until != null && until.isAfter(other) ? until : other;
      return new Account(owner, discord, maxJobs, "moderated", later, tokenSince);
    }

    public Account active() {
      return new Account(owner, discord, maxJobs, "active", null, tokenSince);
    }

    public boolean isInRotation() {
      return status.equals("active");
    }

    /** Whether the account is in rotation or returns to it by itself. */
    public boolean isUsable() {
      return isInRotation() || until != null;
    }
  }

  private final Map<String, Account> accounts = new TreeMap<>();
  private final List<ModelLease> leases = new ArrayList<>();
  private final List<ExpectedBusy> busy = new ArrayList<>();
  private Duration passed = Duration.ZERO;
  private long newestFence;

  // The clock

  /** Lets time pass in the model. The leases in the database are moved into the past by as much. */
  void pass(Duration time) {
    passed = passed.plus(time);
  }

  public Instant now() {
    return fromService(Instant.now());
  }

  /** Converts a time of the service to the clock of the model, which runs ahead. */
  public Instant fromService(Instant time) {
    return time.plus(passed);
  }

  /** Converts a time of the model to the clock of the service. */
  Instant toService(Instant time) {
    return time.minus(passed);
  }

  // Accounts

  public @Nullable Account account(String channel) {
    return accounts.get(channel);
  }

  /** The accounts of the caller, by channel. */
  public Map<String, Account> accountsOf(int caller) {
    Map<String, Account> own = new TreeMap<>(accounts);
    own.values().removeIf(account -> account.owner() != caller);
    return own;
  }

  /** Creates an account, or replaces what is known of it; only a moderation stays. */
  public void configure(String channel, int owner, String discord, int maxJobs) {
    Account before = accounts.get(channel);
    if (before == null) {
      Instant tokenSince = grants(owner, channel) == 0 ? Instant.MIN : now();
      accounts.put(channel, new Account(owner, discord, maxJobs, "active", null, tokenSince));
    } else {
      Instant tokenSince = before.discord().equals(discord) ? before.tokenSince() : now();
      Account after = new Account(owner, discord, maxJobs, "active", null, tokenSince);
      accounts.put(channel, before.until() == null ? after : after.moderated(before.until()));
    }
  }

  public void change(String channel, Account account) {
    accounts.put(channel, account);
  }

  /** The channels of the accounts whose moderation has ended. */
  List<String> recovered() {
    return accounts.entrySet().stream()
        .filter(
            account -> {
              Instant until = account.getValue().until();
              return until != null && !until.isAfter(now());
            })
        .map(Map.Entry::getKey)
        .toList();
  }

  public void delete(String channel) {
    accounts.remove(channel);
  }

  // Leases

  /** All leases that were ever granted, in the order of the grants. */
  public List<ModelLease> leases() {
    return leases;
  }

  public List<ModelLease> runningLeases() {
    return running().toList();
  }

  public List<ModelLease> runningOf(int caller) {
    return running().filter(lease -> lease.holder == caller).toList();
  }

  /** The running leases of all holders, because all of them use the one Discord user. */
  public List<ModelLease> runningOn(String channel) {
    return running().filter(lease -> lease.channel.equals(channel)).toList();
  }

  private Stream<ModelLease> running() {
    Instant now = now();
    return leases.stream().filter(lease -> lease.runs(now));
  }

  /** The number of leases that the account may still be granted. */
  public int available(String channel) {
    Account account = accounts.get(channel);
    return account == null || !account.isInRotation()
        ? 0
        : Math.max(0, account.maxJobs() - runningOn(channel).size());
  }

  /** The number of leases that the caller was ever granted on the channel. */
  public int grants(int caller, String channel) {
    return (int)
        leases.stream()
            .filter(lease -> lease.holder == caller && lease.channel.equals(channel))
            .count();
  }

  public void grant(ModelLease lease, long fence) {
    leases.add(lease);
    newestFence = fence;
  }

  public long newestFence() {
    return newestFence;
  }

  // Busy answers

  /** The busy answers that were right when callers got one. */
  public List<ExpectedBusy> busy() {
    return busy;
  }

  public void addBusy(ExpectedBusy present) {
    busy.add(present);
  }
}
