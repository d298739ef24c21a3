package berth.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of accounts with all that they run.
 *
 * @param waiting requests that wait at the pod that answered
 * @param next after which channel the next page begins; {@code null} when none follows
 */
public record SlotList(
    List<HeldSlot> executing, List<AccountLoad> accounts, int waiting, @Nullable String next) {}
