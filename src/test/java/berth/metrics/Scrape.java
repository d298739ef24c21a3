package berth.metrics;

import berth.harness.Answer;
import berth.harness.Api;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics of a pod, as Prometheus reads them. */
public record Scrape(String text) {

  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  /** Reads the metrics of a pod at its management interface. */
  public static Scrape of(Api management) {
    Answer answer = management.get("/q/metrics");
    if (answer.status() != 200) {
      throw new AssertionError("No metrics: " + answer);
    }
    return new Scrape(answer.body());
  }

  /**
   * The value of a series.
   *
   * @param series the name of the metric, and after it its labels as in {@code {a="b",c="d"}} if it
   *     has any
   */
  public double value(String series) {
    Matcher line = Pattern.compile("(?m)^" + Pattern.quote(series) + " (\\S+)$").matcher(text);
    if (!line.find()) {
      throw new AssertionError("No series " + series);
    }
    return Double.parseDouble(line.group(1));
  }

  /** The names of all series, without their labels. */
  public Set<String> names() {
    return text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of the metrics of Berth. A histogram has one name, whatever its series. */
  public Set<String> metrics() {
    return TYPE.matcher(text)
        .results()
        // in the format that the service prefers, the type of a counter has a name without "_total"
        .map(match -> match.group(1) + (match.group(2).equals("counter") ? "_total" : ""))
        .filter(name -> name.startsWith("berth_") && !name.endsWith("_max"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
