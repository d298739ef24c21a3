package berth.capacity;

/** Makes {@link SlotLimits} in a program that is not the service. */
public final class AccountLimits {

  private AccountLimits() {}

  /** Adapts slots to accounts, within Hibernate's transactions where there are any. */
  public static SlotLimits ofSlots() {
    return new SlotLimits(new SlotRows(), new Rotation());
  }
}
