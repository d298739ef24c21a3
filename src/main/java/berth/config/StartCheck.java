package berth.config;

import static berth.config.Setting.defaulted;
import static berth.config.Setting.optional;
import static berth.config.Setting.required;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks the settings before anything starts, so that a wrong setting is reported in one line and
 * not in a stack trace.
 */
public final class StartCheck {

  private static final List<Setting> ALL =
      List.of(
          new Setting(
              "BERTH_DATABASE_URL",
              "berth.database.url",
              "postgresql://localhost:5432/berth",
              required(ValueChecks::databaseUrl)),
          new Setting(
              "BERTH_DATABASE_DIRECT_URL",
              "berth.database.direct-url",
              "postgresql://localhost:5432/berth",
              optional(ValueChecks::databaseUrl)),
          new Setting(
              "BERTH_DATABASE_PASSWORD",
              "berth.database.password",
              "$(openssl rand -hex 16)",
              optional(ValueChecks::password)),
          new Setting(
              "BERTH_ENCRYPTION_KEYS",
              "berth.encryption-keys",
              "k1:$(openssl rand -base64 32)",
              required(ValueChecks::keys)),
          new Setting(
              "BERTH_DISCORD_URL",
              "berth.discord.url",
              "https://discord.com/api/v10",
              defaulted(ValueChecks::discordUrl)),
          new Setting(
              "BERTH_DISCORD_INVALID_REQUESTS",
              "berth.discord.invalid-requests",
              "500",
              optional(ValueChecks::invalidRequests)),
          new Setting(
              "BERTH_DISCORD_BOT_ID",
              "berth.discord.bot-id",
              "936929561302675456",
              defaulted(ValueChecks::snowflake)),
          new Setting(
              "BERTH_SUBSCRIPTION_LINK",
              "berth.subscription-link",
              "https://useapi.net/docs/subscription",
              defaulted(value -> null)),
          new Setting(
              "BERTH_ADMIN_TOKEN",
              "berth.admin-token",
              "$(openssl rand -hex 32)",
              optional(ValueChecks::token)),
          new Setting(
              "BERTH_BOOTSTRAP_TOKEN",
              "berth.bootstrap-token",
              "$(openssl rand -hex 32)",
              optional(ValueChecks::token)),
          new Setting(
              "BERTH_CLIENT_CERTIFICATES",
              "berth.client-certificates",
              "required",
              optional(value -> value.equals("required") ? null : "is not required")),
          new Setting(
              "BERTH_EARLIER_PODS_UNTIL",
              "berth.earlier-pods-until",
              "$(date -u -d '1 hour' +%FT%TZ)",
              optional(ValueChecks::nearFuture)),
          new Setting(
              "BERTH_AUDIT_GRANTS", "berth.audit-grants", "true", defaulted(ValueChecks::flag)),
          new Setting(
              "BERTH_EVENTS_KEPT", "berth.events-kept", "90d", defaulted(ValueChecks::period)),
          new Setting(
              "BERTH_FAILED_AUTHENTICATIONS",
              "berth.failed-authentications",
              "20",
              defaulted(ValueChecks::failedAuthentications)),
          new Setting(
              "BERTH_WEBHOOK_PRIVATE_ADDRESSES",
              "berth.webhook-private-addresses",
              "true",
              defaulted(ValueChecks::flag)),
          new Setting(
              "BERTH_REVALIDATION_EVERY",
              "berth.revalidation.every",
              "24h",
              optional(ValueChecks::period)),
          new Setting(
              "BERTH_RESTORED_AT",
              "berth.restored-at",
              "$(date -u +%FT%TZ)",
              optional(ValueChecks::past)),
          new Setting(
              "QUARKUS_HTTP_PORT", "quarkus.http.port", "8080", optional(ValueChecks::port)),
          new Setting(
              "QUARKUS_MANAGEMENT_PORT",
              "quarkus.management.port",
              "9000",
              optional(ValueChecks::port)));

  private StartCheck() {}

  /**
   * The errors in the settings, one line each; empty if there are none.
   *
   * @param values the value of a property as it was written; empty when it is not set
   */
  public static List<String> errors(Function<String, Optional<String>> values) {
    return ALL.stream().flatMap(setting -> setting.error(values).stream()).toList();
  }
}
