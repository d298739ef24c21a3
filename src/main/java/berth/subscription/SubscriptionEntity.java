package berth.subscription;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A row of {@code subscription}. */
@Entity
@Table(name = "subscription")
class SubscriptionEntity {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  String name;
  int quantity;
  int maxJobs;
  Instant createdAt;
  @Nullable Instant expiresAt;
  String email;

  /** For Hibernate, which fills the fields itself. */
  @SuppressWarnings("NullAway.Init")
  SubscriptionEntity() {}

  SubscriptionEntity(NewSubscription params, Instant createdAt) {
    this.name = params.name();
    this.quantity = params.quantity();
    this.maxJobs = params.maxJobs();
    this.createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    this.expiresAt = params.expiresAt();
    this.email = params.email();
  }

  /** The subscription of this row, which must have been stored, and so have an id. */
  Subscription toSubscription() {
    if (id == null) {
      throw new IllegalStateException("Not stored yet");
    }
    return new Subscription(id, name, quantity, maxJobs, createdAt, expiresAt, email);
  }
}
