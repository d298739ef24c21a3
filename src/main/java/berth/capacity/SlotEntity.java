package berth.capacity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Formula;

/**
 * The columns of a row of {@code slot} that a change of limit reads and writes. Leases have columns
 * of their own, and are granted, renewed and released by statements outside Hibernate.
 */
@Entity
@Table(name = "slot")
@IdClass(SlotKey.class)
class SlotEntity {

  @Id long subscriptionId;
  @Id String channel;
  @Id short number;

  @Enumerated(EnumType.STRING)
  SlotState state;

  /**
   * Whether a lease on the slot ran when the row was read. While the row is locked, this can only
   * turn from true to false.
   */
  @Formula("leased_until > clock_timestamp()")
  boolean held;

  /** For Hibernate, which fills the fields. */
  @SuppressWarnings("NullAway.Init")
  SlotEntity() {}

  /** A new slot, open and free. */
  SlotEntity(long subscriptionId, String channel, int number) {
    this.subscriptionId = subscriptionId;
    this.channel = channel;
    this.number = (short) number;
    this.state = SlotState.OPEN;
  }
}
