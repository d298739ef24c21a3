package berth.capacity;

/** What accounts may run, in a program that is not the service. */
public final class AccountLimits {

  private AccountLimits() {}

  /** Brings slots in line with accounts, within Hibernate's transactions where there are any. */
  public static SlotLimits ofSlots() {
    return new SlotLimits(new SlotRows(), new Rotation());
  }
}
