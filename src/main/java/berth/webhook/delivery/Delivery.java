package berth.webhook.delivery;

import berth.webhook.Webhook;

/** A webhook whose events this pod sends just now. Not for several threads at a time. */
final class Delivery {

  private final Webhook webhook;
  private final long claim;
  private int failures;

  /**
   * A delivery that begins.
   *
   * @param claim a number that only this claim of the webhook has
   */
  Delivery(Webhook webhook, long claim) {
    this.webhook = webhook;
    this.claim = claim;
    this.failures = webhook.failures();
  }

  Webhook webhook() {
    return webhook;
  }

  long claim() {
    return claim;
  }

  /** How many times in a row the next event could not be sent. */
  int failures() {
    return failures;
  }

  /** An event was sent. */
  void succeeded() {
    failures = 0;
  }
}
