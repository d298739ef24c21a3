package berth.webhook;

import berth.auth.Caller;
import berth.error.ErrorCatalogue;
import berth.request.JsonBody;
import berth.webhook.send.PublicAddresses;
import berth.webhook.send.SendMessage;
import berth.webhook.send.SendOutcome;
import berth.webhook.send.WebhookMessage;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** {@code /v2/webhook}: where the events of the caller's subscription are sent. */
class WebhookResource implements WebhookApi {

  private final Caller caller;
  private final Webhooks webhooks;
  private final PublicAddresses addresses;
  private final SendMessage sendMessage;

  WebhookResource(
      Caller caller, Webhooks webhooks, PublicAddresses addresses, SendMessage sendMessage) {
    this.caller = caller;
    this.webhooks = webhooks;
    this.addresses = addresses;
    this.sendMessage = sendMessage;
  }

  @Override
  public Uni<WebhookView> put(JsonBody body) {
    long subscription = caller.subscription().id();
    WebhookRequest request = WebhookRequest.of(body);
    return addresses
        .resolve(request.url().getHost())
        .invoke(
            found -> {
              Optional<String> refusal = found.refusal();
              if (refusal.isPresent()) {
                throw ErrorCatalogue.malformed("url", refusal.get()).asException();
              }
            })
        .chain(() -> webhooks.put(subscription, request))
        .map(found -> found.orElseThrow(() -> ErrorCatalogue.unauthorized().asException()))
        .map(
            stored ->
                stored.hasNewSecret()
                    ? WebhookView.withSecret(stored.webhook())
                    : WebhookView.of(stored.webhook()));
  }

  @Override
  public Uni<WebhookView> find() {
    return existing().map(WebhookView::of);
  }

  @Override
  public Uni<Void> delete() {
    return webhooks
        .delete(caller.subscription().id())
        .invoke(
            deleted -> {
              if (!deleted) {
                throw ErrorCatalogue.noWebhook().asException();
              }
            })
        .replaceWithVoid();
  }

  @Override
  public Uni<WebhookTest> test() {
    return existing()
        .flatMap(
            webhook -> sendMessage.send(webhook.url(), WebhookMessage.test(), webhook.secret()))
        .map(
            outcome -> {
              if (outcome instanceof SendOutcome.Answered answered) {
                return new WebhookTest(answered.status(), answered.time().toMillis() / 1000.0);
              }
              throw ErrorCatalogue.webhookFailed(outcome.text()).asException();
            });
  }

  private Uni<Webhook> existing() {
    return webhooks
        .find(caller.subscription().id())
        .map(found -> found.orElseThrow(() -> ErrorCatalogue.noWebhook().asException()));
  }
}
