package berth.account.store;

import berth.database.NativeSql;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/**
 * The rows of {@code channel}, which say which subscription owns which channel. Every change of an
 * account or of its limit locks the row of the channel first, so such changes run one after the
 * other.
 */
@ApplicationScoped
public class Channels implements PanacheRepositoryBase<ChannelEntity, String> {

  /** Locks the row and returns it; empty when the channel was never configured. */
  Uni<Optional<ChannelEntity>> lock(String channel) {
    return findById(channel, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
  }

  /**
   * Locks the row and returns it; empty when another subscription owns the channel, or none. A row
   * of another subscription is not locked: the caller would notice by the time that this takes.
   */
  Uni<Optional<ChannelEntity>> lockOwned(long subscriptionId, String channel) {
    return find("channel = ?1 and subscriptionId = ?2", channel, subscriptionId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable);
  }

  /** Locks the row and returns it; inserts it first when there is none. */
  public Uni<ChannelEntity> lockOrAdd(String channel) {
    // the insert waits for a concurrent transaction that inserts the same channel
    return NativeSql.update(
            "INSERT INTO channel (channel) VALUES (?1) ON CONFLICT DO NOTHING", channel)
        .flatMap(added -> lock(channel))
        .map(Optional::orElseThrow);
  }
}
