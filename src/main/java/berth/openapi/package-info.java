/**
 * The description of the API, <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</a>: what
 * all routes have in common. The interfaces {@code …Api} beside the resources describe each route.
 */
@NullMarked
@OpenAPIDefinition(
    info =
        @Info(
            title = "Berth",
            version = "2.0",
            contact = @Contact(name = "The operator of this service"),
            license = @License(name = "Apache License 2.0", identifier = "Apache-2.0"),
            description =
                """
                Berth keeps Midjourney accounts and hands out their job slots as leases.

                **Bodies** are JSON. Every error is `{"error": "…", "errorDetails": "…", "code": 404}`, `code` being the \
                HTTP status. `error` is a text that programs may compare; `errorDetails` is for people, and absent when \
                there is nothing to add. Absent fields are left out, never `null`. Ignore fields that you don't know: \
                later versions may add some.

                **What to do with an error**

                - 429 and 503: wait as long as `Retry-After` says, with some jitter, and repeat the request. Repeat a \
                request for a slot with the same `Idempotency-Key`.
                - No answer at all: the same. The request may or may not have been carried out.
                - 409 when taking a slot: no account can come back by itself. An operator has to do something first; \
                `errorDetails` says what, for each account.
                - 410: the lease has ended, and the slot may be somebody else's. Stop the job. When releasing, there \
                is nothing left to do.
                - 401, 402, 403, 404 and any other 400: repeating the request is of no use.
                - 500: a fault of Berth. `errorDetails` has an id for the operator, who finds it in the log.

                **`X-Request-Id`** is in every answer: the caller's own, if the request had one of 1 to 64 letters, \
                digits, `-` and `_`, and otherwise a new one. Log lines of the service have it, too."""),
    tags = {
      @Tag(name = "slots", description = "Taking, renewing and releasing slots"),
      @Tag(name = "accounts", description = "Midjourney accounts, and the caller's subscription"),
      @Tag(name = "events", description = "What happened to the pool"),
      @Tag(name = "administration", description = "Subscriptions and their API tokens")
    },
    servers = @Server(url = "/", description = "This service"),
    components =
        @Components(
            securitySchemes = {
              @SecurityScheme(
                  securitySchemeName = "caller",
                  type = SecuritySchemeType.HTTP,
                  scheme = "bearer",
                  description = "An API token of a subscription"),
              @SecurityScheme(
                  securitySchemeName = "admin",
                  type = SecuritySchemeType.HTTP,
                  scheme = "bearer",
                  description = "The value of BERTH_ADMIN_TOKEN")
            }))
package berth.openapi;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Contact;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.NullMarked;
