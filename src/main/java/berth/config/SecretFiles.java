package berth.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets from files, as Kubernetes and Docker mount them: {@code BERTH_ADMIN_TOKEN_FILE}
 * names a file with the value of {@code BERTH_ADMIN_TOKEN}. A secret that is set itself counts
 * before its file. A file is read when the configuration is, at the start.
 */
@Priority(Priorities.LIBRARY)
public final class SecretFiles implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1;

  private static final String SUFFIX = "-file";
  private static final List<String> SECRETS =
      List.of(
          "berth.admin-token",
          "berth.bootstrap-token",
          "berth.database.password",
          "berth.encryption-keys");

  /** Longer than any secret; a larger file is named by mistake. */
  private static final long MAX_BYTES = 65_536;

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    if (!SECRETS.contains(name) || (value != null && isGiven(value))) {
      return value;
    }
    ConfigValue file = context.proceed(name + SUFFIX);
    if (file == null || !isGiven(file)) {
      return value;
    }
    String content = withoutLineEnd(read(name, file.getValue().strip()));
    return file.from().withName(name).withValue(content).withRawValue(content).build();
  }

  private static boolean isGiven(ConfigValue value) {
    return value.getValue() != null && !value.getValue().isBlank();
  }

  private static String read(String name, String path) {
    try {
      Path file = Path.of(path);
      if (Files.size(file) > MAX_BYTES) {
        throw new UnreadableSecretException(
            name, path, "it is larger than " + MAX_BYTES + " bytes");
      }
      return Files.readString(file);
    } catch (IOException | InvalidPathException failure) {
      throw new UnreadableSecretException(name, path, failure.getClass().getSimpleName());
    }
  }

  /** Editors and shells end a file with a line end. */
  private static String withoutLineEnd(String content) {
    return content.replaceFirst("\\R\\z", "");
  }
}
