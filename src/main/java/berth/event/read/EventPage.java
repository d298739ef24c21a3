package berth.event.read;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Events in the order of their ids, and where to read on.
 *
 * @param last the highest id that was considered: whoever reads on after it misses none and gets
 *     none twice
 */
@Schema(
    name = "EventPage",
    description = "Events, the oldest first.",
    requiredProperties = {"events", "last"})
public record EventPage(
    @Schema(description = "The events.") List<EventView> events,
    @Schema(description = "Where to read on: the value of `after` for the next request.")
        String last) {}
