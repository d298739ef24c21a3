package berth.account;

import berth.account.store.Account;
import berth.account.store.Accounts;
import berth.error.ErrorCatalogue;
import berth.request.Page;
import berth.response.JsonPieces;
import berth.response.StreamedBody;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * The accounts of one response, as a JSON object keyed by channel. They are read from the database
 * in several queries. So an account that changes meanwhile appears either as before or as after the
 * change.
 */
final class AccountList {

  private static final int BATCH_SIZE = 50;

  private final long subscriptionId;
  private final Accounts accounts;
  private final JsonPieces pieces;

  private String lastChannel;
  private int remaining;
  private boolean begun;
  private boolean finished;

  AccountList(long subscriptionId, Page page, Accounts accounts, ObjectMapper json) {
    this.subscriptionId = subscriptionId;
    this.accounts = accounts;
    this.pieces = new JsonPieces(json);
    this.lastChannel = page.after();
    this.remaining = page.limit();
  }

  /**
   * The response, once its first accounts are read.
   *
   * @return fails with a {@link berth.error.ErrorException} if the subscription has no account
   */
  Uni<StreamedBody> stream() {
    return StreamedBody.begin(this::next, () -> finished);
  }

  private Uni<byte[]> next() {
    // one account beyond the page shows whether more follow
    int wanted = (int) Math.min(BATCH_SIZE, remaining + 1L);
    return accounts
        .listAfter(subscriptionId, lastChannel, wanted)
        .map(
            found -> {
              if (found.isEmpty() && lastChannel.isEmpty()) {
                throw ErrorCatalogue.noAccounts().asException();
              }
              return write(found, found.size() < wanted);
            });
  }

  private byte[] write(List<Account> found, boolean noneFollow) {
    boolean pageIsFull = found.size() > remaining;
    List<Account> shown = pageIsFull ? found.subList(0, remaining) : found;
    remaining -= shown.size();
    finished = pageIsFull || noneFollow;
    return pieces.write(
        json -> {
          if (!begun) {
            begun = true;
            json.writeStartObject();
          }
          for (Account account : shown) {
            lastChannel = account.channel();
            json.writePOJOField(lastChannel, AccountView.of(account));
          }
          if (pageIsFull) {
            json.writeStringField("next", lastChannel);
          }
          if (finished) {
            json.writeEndObject();
          }
        });
  }
}
