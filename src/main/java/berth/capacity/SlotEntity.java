package berth.capacity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Formula;

/**
 * What a change of limit reads and writes of a row of {@code slot}. Leases are granted, renewed and
 * released past Hibernate, and have columns of their own.
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
   * Whether a lease on it ran when the row was read. Under the row's lock it can only turn false,
   * never true.
   */
  @Formula("leased_until > clock_timestamp()")
  boolean held;

  /** For Hibernate, which fills the fields itself. */
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
