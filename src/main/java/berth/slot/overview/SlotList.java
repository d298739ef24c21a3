package berth.slot.overview;

import berth.request.Page;
import berth.response.JsonPieces;
import berth.response.StreamedBody;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseIdCodec;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * One page of accounts, with the leases that run on them, as one response. The leases are read from
 * the database {@value #AT_ONCE} at a time, so a lease that begins or ends meanwhile may be listed
 * or not.
 */
public final class SlotList {

  private static final int AT_ONCE = 50;

  /** Sorts after every channel, in any collation: it is longer, and has only nines. */
  private static final String ABOVE_ALL = "9".repeat(65);

  private final long subscriptionId;
  private final List<SlotOverview.AccountLoad> shown;
  private final boolean more;
  private final SlotOverview overview;
  private final LeaseIdCodec ids;

  private String channel;
  private int number = Short.MAX_VALUE;
  private boolean begun;
  private boolean finished;

  /**
   * Makes the list of a page.
   *
   * @param accounts the accounts of the page, and one more if another page follows
   */
  public SlotList(
      long subscriptionId,
      Page page,
      List<SlotOverview.AccountLoad> accounts,
      SlotOverview overview,
      LeaseIdCodec ids) {
    this.subscriptionId = subscriptionId;
    this.more = accounts.size() > page.limit();
    this.shown = more ? accounts.subList(0, page.limit()) : accounts;
    this.overview = overview;
    this.ids = ids;
    this.channel = page.after();
  }

  /** The response, once its first leases have been read. */
  public Uni<StreamedBody> stream(ObjectMapper json) {
    JsonPieces pieces = new JsonPieces(json);
    return StreamedBody.begin(() -> next(pieces), () -> finished);
  }

  private Uni<byte[]> next(JsonPieces pieces) {
    return overview
        .executingAfter(subscriptionId, channel, number, lastChannel(), AT_ONCE)
        .map(
            leases -> {
              finished = leases.size() < AT_ONCE;
              return write(leases, pieces);
            });
  }

  private String lastChannel() {
    return more ? shown.get(shown.size() - 1).channel() : ABOVE_ALL;
  }

  private byte[] write(List<Lease> leases, JsonPieces pieces) {
    return pieces.write(
        json -> {
          if (!begun) {
            begun = true;
            json.writeStartObject();
            json.writeArrayFieldStart("executing");
          }
          for (Lease lease : leases) {
            channel = lease.id().channel();
            number = lease.id().number();
            json.writePOJO(ExecutingView.of(ids.format(subscriptionId, lease.id()), lease));
          }
          if (finished) {
            json.writeEndArray();
            json.writePOJOField("accounts", shown);
            json.writeNumberField("waiting", overview.waiting(subscriptionId));
            if (more) {
              json.writeStringField("next", lastChannel());
            }
            json.writeEndObject();
          }
        });
  }
}
