package berth;

import berth.config.StartCheck;
import berth.config.StartFailure;
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
        new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources().build();
    List<String> errors =
        Expressions.withoutExpansion(
            () ->
                StartCheck.errors(
                    property ->
                        Optional.ofNullable(config.getConfigValue(property).getRawValue())));
    if (errors.isEmpty()) {
      Quarkus.run(null, Berth::exit, args);
    } else {
      printError(String.join(". ", errors));
      System.exit(1);
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
