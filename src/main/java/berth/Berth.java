package berth;

import berth.config.SecretFiles;
import berth.config.StartCheck;
import berth.config.StartFailure;
import berth.config.UnreadableSecretException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the service. */
@QuarkusMain
public final class Berth {

  private Berth() {}

  public static void main(String[] args) {
    // the sources that Quarkus will read, since its own configuration exists only after the start
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withInterceptors(new SecretFiles())
            .addDefaultSources()
            .build();
    List<String> errors = errors(config);
    if (errors.isEmpty()) {
      Quarkus.run(null, Berth::exit, args);
    } else {
      printError(String.join(". ", errors));
      System.exit(1);
    }
  }

  private static List<String> errors(SmallRyeConfig config) {
    try {
      return Expressions.withoutExpansion(
          () ->
              StartCheck.errors(
                  property -> Optional.ofNullable(config.getConfigValue(property).getRawValue())));
    } catch (UnreadableSecretException unreadable) {
      return List.of(String.valueOf(unreadable.getMessage()));
    }
  }

  private static void exit(int status, @Nullable Throwable failure) {
    if (failure != null) {
      StartFailure.explain(failure).ifPresentOrElse(Berth::printError, failure::printStackTrace);
    }
    System.exit(status);
  }

  @SuppressWarnings("SystemOut") // the log is not set up yet, or closed already
  private static void printError(String error) {
    System.err.println("Berth can't start: " + error);
  }
}
