package berth.account;

import berth.account.store.Account;
import berth.account.store.Accounts;
import berth.problem.ErrorCatalogue;
import berth.request.Page;
import berth.response.JsonPieces;
import berth.response.JsonStream;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * The accounts of one answer, as an object keyed by channel. They are read from the database some
 * at a time, so those that change meanwhile may be shown as they were before or after.
 */
final class AccountList {

  private static final int AT_ONCE = 50;

  private final long subscriptionId;
  private final Accounts accounts;
  private final JsonPieces pieces;

  private String last;
  private int left;
  private boolean begun;
  private boolean finished;

  AccountList(long subscriptionId, Page page, Accounts accounts, ObjectMapper json) {
    this.subscriptionId = subscriptionId;
    this.accounts = accounts;
    this.pieces = new JsonPieces(json);
    this.last = page.after();
    this.left = page.limit();
  }

  /**
   * What is to be answered, once its beginning is known.
   *
   * @return fails with a {@link berth.problem.ProblemException} when there is no account at all
   */
  Uni<JsonStream> stream() {
    return JsonStream.begin(this::next, () -> finished);
  }

  private Uni<byte[]> next() {
    // one beyond the page tells whether there are more
    int wanted = (int) Math.min(AT_ONCE, left + 1L);
    return accounts
        .listAfter(subscriptionId, last, wanted)
        .map(
            found -> {
              if (found.isEmpty() && last.isEmpty()) {
                throw ErrorCatalogue.noAccounts().asException();
              }
              return write(found, found.size() < wanted);
            });
  }

  private byte[] write(List<Account> found, boolean noneFollow) {
    boolean pageIsFull = found.size() > left;
    List<Account> shown = pageIsFull ? found.subList(0, left) : found;
    left -= shown.size();
    finished = pageIsFull || noneFollow;
    return pieces.write(
        json -> {
          if (!begun) {
            begun = true;
            json.writeStartObject();
          }
          for (Account account : shown) {
            last = account.channel();
            json.writePOJOField(last, AccountView.masked(account));
          }
          if (pageIsFull) {
            json.writeStringField("next", last);
          }
          if (finished) {
            json.writeEndObject();
          }
        });
  }
}
