package berth.admin;

import berth.auth.AdminOnly;
import berth.encryption.KeysInUse;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** {@code /admin/encryption}: which keys are in use. */
@AdminOnly
class EncryptionResource implements EncryptionApi {

  private final KeysInUse keysInUse;

  EncryptionResource(KeysInUse keysInUse) {
    this.keysInUse = keysInUse;
  }

  @Override
  public Uni<KeyList> show() {
    return keysInUse
        .list()
        .map(
            keys ->
                new KeyList(
                    keys.stream()
                        .map(key -> new KeyView(key.id(), key.primary(), key.tokens()))
                        .toList()));
  }

  @Schema(
      name = "EncryptionKey",
      description = "A key of the setting.",
      requiredProperties = {"id", "primary", "tokens"})
  record KeyView(
      @Schema(description = "Its id.") String id,
      @Schema(description = "Whether new tokens are encrypted with it.") boolean primary,
      @Schema(description = "How many stored Discord tokens it encrypts.") long tokens) {}

  @Schema(
      name = "EncryptionKeyList",
      description = "The keys of the setting.",
      requiredProperties = {"keys"})
  record KeyList(@Schema(description = "The keys, the first first.") List<KeyView> keys) {}
}
