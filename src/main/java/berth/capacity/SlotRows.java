package berth.capacity;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;

/** The rows of {@code slot}, as a change of limit sees them. */
@ApplicationScoped
class SlotRows implements PanacheRepositoryBase<SlotEntity, SlotKey> {

  /** Locks all slots of the channel, whichever subscription they belong to, in key order. */
  Uni<List<SlotEntity>> lock(String channel) {
    return find("channel = ?1 order by subscriptionId, number", channel)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }
}
