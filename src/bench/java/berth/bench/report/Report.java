package berth.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows and ratios of one run of the benchmark. */
public final class Report {

  private final BenchmarkSettings settings;
  private final Machine machine;
  private final List<Measured> measured = new ArrayList<>();
  private final List<Compared> compared = new ArrayList<>();

  public Report(BenchmarkSettings settings, Machine machine) {
    this.settings = settings;
    this.machine = machine;
  }

  public BenchmarkSettings settings() {
    return settings;
  }

  public void add(Measured row) {
    measured.add(row);
  }

  public void add(Compared ratio) {
    compared.add(ratio);
  }

  /** Writes the report as JSON. */
  public void write() throws IOException {
    Path file = settings.json();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("secondsPerTurn", settings.iterationTime().toMillis() / 1000.0);
    all.put("measured", measured);
    all.put("compared", compared);
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
  }

  /** The report as a table. */
  @Override
  public String toString() {
    Table table = new Table();
    table.row("what", "who", "median", "turns", "errors", "note");
    for (Measured row : measured) {
      table.row(
          row.section(),
          row.contender(),
          row.turns().isEmpty() ? "not measured" : Figures.text(row.median()) + " " + row.unit(),
          String.join(" ", row.turns().stream().map(Figures::text).toList()),
          Long.toString(row.errors()),
          row.note() == null ? "" : row.note());
    }
    table.row();
    table.row("ratio", "", "is", "target", "met");
    for (Compared ratio : compared) {
      table.row(
          ratio.what(),
          "",
          Figures.text(ratio.value()),
          ratio.target() == null ? "" : ratio.target(),
          ratio.met() == null ? "" : ratio.met() ? "yes" : "no");
    }
    return machine + "\n\n" + table;
  }
}
