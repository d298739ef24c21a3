package berth.account.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/**
 * Which subscription owns which channel. Every change of a channel's account or slots locks the
 * channel's row before any other, so such changes come one after the other.
 */
@ApplicationScoped
public class Channels implements PanacheRepositoryBase<ChannelEntity, String> {

  /** The locked row; empty when the channel was never configured. */
  Uni<Optional<ChannelEntity>> lock(String channel) {
    return findById(channel, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
  }

  /** The locked row, which is made when there is none. */
  public Uni<ChannelEntity> lockOrAdd(String channel) {
    // waits for whoever is adding the same channel right now
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        "INSERT INTO channel (channel) VALUES (?1) ON CONFLICT DO NOTHING")
                    .setParameter(1, channel)
                    .executeUpdate())
        .flatMap(added -> lock(channel))
        .map(Optional::orElseThrow);
  }
}
