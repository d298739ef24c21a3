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
    // what Quarkus will read, which is not there before it starts
    SmallRyeConfig config =
        new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources().build();
    List<String> complaints =
        Expressions.withoutExpansion(
            () ->
                StartCheck.complaints(
                    property ->
                        Optional.ofNullable(config.getConfigValue(property).getRawValue())));
    if (complaints.isEmpty()) {
      Quarkus.run(null, Berth::ended, args);
    } else {
      complain(String.join(". ", complaints));
      System.exit(1);
    }
  }

  private static void ended(int status, @Nullable Throwable failure) {
    if (failure != null) {
      StartFailure.explain(failure).ifPresentOrElse(Berth::complain, failure::printStackTrace);
    }
    System.exit(status);
  }

  @SuppressWarnings("SystemOut") // the log is not there yet, or not any more
  private static void complain(String what) {
    System.err.println("Berth can't start: " + what);
  }
}
