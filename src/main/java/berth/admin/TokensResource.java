package berth.admin;

import berth.auth.AdminOnly;
import berth.error.ErrorCatalogue;
import berth.request.JsonBody;
import berth.subscription.Subscriptions;
import berth.subscription.token.ApiTokens;
import berth.subscription.token.NewToken;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /admin/subscriptions/{id}/tokens}: the API tokens of a subscription. */
@AdminOnly
class TokensResource implements TokensApi {

  private static final int MAX_GRACE_SECONDS = 604_800;

  private final Subscriptions subscriptions;
  private final ApiTokens tokens;

  TokensResource(Subscriptions subscriptions, ApiTokens tokens) {
    this.subscriptions = subscriptions;
    this.tokens = tokens;
  }

  @Override
  public Uni<RestResponse<TokenView>> create(long id, JsonBody body) {
    return tokens
        .create(id, NewToken.of(body))
        .map(made -> made.orElseThrow(() -> ErrorCatalogue.noSuchSubscription().asException()))
        .invoke(made -> log("token created", id, made.info().id()))
        .map(TokensResource::created);
  }

  @Override
  public Uni<TokenList> list(long id) {
    return subscriptions
        .find(id)
        .invoke(
            found -> {
              if (found.isEmpty()) {
                throw ErrorCatalogue.noSuchSubscription().asException();
              }
            })
        .chain(() -> tokens.list(id))
        .map(all -> new TokenList(all.stream().map(TokenView::of).toList()));
  }

  @Override
  public Uni<Void> delete(long id, long token) {
    return tokens
        .delete(id, token)
        .invoke(
            deleted -> {
              if (!deleted) {
                throw ErrorCatalogue.noSuchToken().asException();
              }
              log("token revoked", id, token);
            })
        .replaceWithVoid();
  }

  @Override
  public Uni<RestResponse<TokenView>> rotate(long id, long token, JsonBody body) {
    Duration grace =
        Duration.ofSeconds(body.optionalInteger("graceSeconds", 0, MAX_GRACE_SECONDS, 0));
    return tokens
        .rotate(id, token, grace)
        .map(
            rotation ->
                rotation.fold(
                    TokensResource::created,
                    () -> {
                      throw ErrorCatalogue.tokenIsReplaced().asException();
                    },
                    () -> {
                      throw ErrorCatalogue.noSuchToken().asException();
                    }))
        .invoke(rotated -> log("token rotated", id, token));
  }

  private static RestResponse<TokenView> created(ApiTokens.Made made) {
    return RestResponse.status(RestResponse.Status.CREATED, TokenView.withSecret(made));
  }

  private static void log(String action, long subscription, long token) {
    AdminLog.changed(action, subscription).with("token", token).write();
  }

  @Schema(
      name = "ApiTokenList",
      description = "The API tokens of a subscription.",
      requiredProperties = {"tokens"})
  record TokenList(
      @Schema(description = "The API tokens, the oldest first.") List<TokenView> tokens) {}
}
