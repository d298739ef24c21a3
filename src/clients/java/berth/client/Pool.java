package berth.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The job slots of one subscription. Threads may share it. */
public final class Pool implements AutoCloseable {

  static final String SLOTS = "/v2/slots/midjourney";

  private static final String ACCOUNTS = "/v2/account/midjourney";

  /** As long as the service may need to ask Discord. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** How long a release is repeated. If it does not succeed, the lease runs out. */
  private static final Duration RELEASE = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(Pool.class.getName());

  private final Http http;
  private final Keeper keeper;

  /**
   * Opens a pool; sends nothing.
   *
   * @param url where Berth is
   * @param token an API token of the subscription
   * @throws IllegalArgumentException when the token is none; the message does not show it
   */
  public Pool(URI url, String token) {
    this.http = new Http(url, token);
    this.keeper = new Keeper(http, SLOTS);
  }

  /**
   * Takes a slot, which must be closed. It is renewed until then.
   *
   * @throws SlotBusyException when all accounts were busy until the time to wait was over
   * @throws OutOfRotationException when no account that fits can come back by itself
   * @throws NotConfiguredException when there is no account that fits
   * @throws UnavailableException when the service can't be reached
   * @throws BerthException when the service refuses the request for another reason
   * @throws InterruptedException when the thread is interrupted; the request leaves no slot behind
   */
  public Slot take(TakeOptions options) throws InterruptedException {
    Slot slot = new Take(http, options, this::release).run();
    keeper.add(slot);
    return slot;
  }

  /** A page of at most 100 accounts with all that they run. */
  public SlotList slots(@Nullable String after) {
    return http.read(
        call("GET", SLOTS + (after == null ? "" : "?after=" + after), null), SlotList.class);
  }

  /** All accounts by channel; empty when there is none. */
  public Map<String, Account> accounts() {
    HttpAnswer answer = send("GET", ACCOUNTS, null);
    Map<String, Account> accounts = new LinkedHashMap<>();
    if (answer.status() != 404) {
      for (Map.Entry<String, JsonNode> one : checked(answer).body().properties()) {
        HttpAnswer account = new HttpAnswer(answer.status(), one.getValue(), null, null);
        accounts.put(one.getKey(), http.read(account, Account.class));
      }
    }
    return accounts;
  }

  /** One account. */
  public Account account(String channel) {
    return http.read(call("GET", path(channel), null), Account.class);
  }

  /**
   * Creates or updates the account of a Discord token.
   *
   * @param maxJobs how many jobs it may run at once; {@code null} for the default
   */
  public ConfiguredAccount configure(String discord, @Nullable Integer maxJobs) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("discord", discord);
    if (maxJobs != null) {
      body.put("maxJobs", maxJobs);
    }
    return http.read(call("POST", ACCOUNTS, body), ConfiguredAccount.class);
  }

  /** Deletes an account. Its running slots live out their leases. */
  public void delete(String channel) {
    call("DELETE", path(channel), null);
  }

  /** Takes an account out of rotation. */
  public void pause(String channel) {
    call("POST", path(channel) + "/pause", null);
  }

  /** Ends the pause of an account. */
  public void resume(String channel) {
    call("POST", path(channel) + "/resume", null);
  }

  /** Brings an account back into rotation, if Discord accepts its token. */
  public void reset(String channel) {
    call("POST", path(channel) + "/reset", null);
  }

  /** The caller's subscription. */
  public Subscription subscription() {
    return http.read(call("GET", "/v2/account", null), Subscription.class);
  }

  /** Signals the slots that are still held as lost, and releases them. */
  @Override
  public void close() {
    for (Slot slot : keeper.held()) {
      slot.lose(LostReason.CLOSED);
      slot.close();
    }
  }

  private static String path(String channel) {
    return ACCOUNTS + "/" + URLEncoder.encode(channel, StandardCharsets.UTF_8);
  }

  private HttpAnswer call(String method, String path, @Nullable Map<String, ?> body) {
    return checked(send(method, path, body));
  }

  private static HttpAnswer checked(HttpAnswer answer) {
    if (!answer.ok()) {
      throw BerthException.of(answer);
    }
    return answer;
  }

  private HttpAnswer send(String method, String path, @Nullable Map<String, ?> body) {
    try {
      return http.send(http.request(method, path, body).timeout(TIMEOUT).build());
    } catch (NoAnswerException failure) {
      throw new UnavailableException("No answer: " + failure.getMessage(), null);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("The thread was interrupted", null);
    }
  }

  private void release(Slot slot) {
    // first, so that no renewal goes out after the release, nor marks the slot as lost
    keeper.remove(slot);
    if (slot.lostReason() == LostReason.ENDED) {
      return;
    }
    // an interrupted thread still has to send the release
    boolean interrupted = Thread.interrupted();
    try {
      repeatRelease(slot);
    } catch (InterruptedException stopped) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void repeatRelease(Slot slot) throws InterruptedException {
    long begun = System.nanoTime();
    // at least one request, since the service may count a little longer than this process
    long left = slot.time(LeaseTime::deadline) - begun;
    long limit = Math.max(1_000_000_000, Math.min(RELEASE.toNanos(), left));
    for (long pause = 200; !releaseOnce(slot); pause = Math.min(2_000, 2 * pause)) {
      if (System.nanoTime() - begun + pause * 1_000_000 > limit) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Slot {0} was not released, and is free when its lease ends",
            slot.slot());
        return;
      }
      Thread.sleep(pause);
    }
  }

  /** Whether nothing is left to do: it is released, or had ended, or can't be released. */
  private boolean releaseOnce(Slot slot) throws InterruptedException {
    HttpRequest request =
        http.request("DELETE", SLOTS + "/" + slot.path(), null)
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      HttpAnswer answer = http.send(request);
      if (answer.status() == 400 && slot.forgetOutcome()) {
        return false; // an outcome that the service refuses must not keep the slot from the others
      }
      return answer.status() < 500 && answer.status() != 429;
    } catch (NoAnswerException unknown) {
      return false;
    }
  }
}
