package dev.eddy.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What came of a campaign, and the table of it. One thread. */
public final class Outcome {

    private static final String ROW = "| %s | %s | %s | %s / %s / %s | %s | %s | %s |%n";

    private final Settings settings;
    private final List<Trial> trials = new ArrayList<>();
    private Verdict total = Verdict.NONE;
    private long shadowed;
    private int deaths;
    private Idleness idleness = Idleness.NOT_MEASURED;
    private Compaction compaction = Compaction.NONE;

    Outcome(Settings settings) {
        this.settings = settings;
    }

    void add(Trial trial) {
        trials.add(trial);
    }

    void end(Judge judge, int diedByThemselves, Idleness afterwards, Compaction ofChangelog) {
        this.compaction = ofChangelog;
        this.idleness = afterwards;
        this.total = judge.verdict();
        this.shadowed = judge.shadowed();
        this.deaths = diedByThemselves;
    }

    /**
     * Whether the promise was kept, every fault was recovered from, no process ended by itself, and idling was cheap.
     *
     * @return false if anything was wrong
     */
    public boolean right() {
        return total.windows() > 0
                && total.right(settings.exactlyOnce())
                && deaths == 0
                && idleness.right()
                && trials.stream().allMatch(trial -> trial.drained() >= 0);
    }

    /** One trial in one line. */
    String line(int index) {
        Trial trial = trials.get(index);
        return String.format(
                Locale.ROOT,
                "%d %s: %s; silent for %.1f s, drained after %.1f s; %d windows, %d/%d/%d missing/duplicate/wrong",
                index + 1,
                trial.fault(),
                trial.what(),
                trial.recovery(),
                trial.drained(),
                trial.verdict().windows(),
                trial.verdict().missing(),
                trial.verdict().duplicates(),
                trial.verdict().wrong());
    }

    /**
     * The table for people, in Markdown.
     *
     * @return lines
     */
    public String table() {
        StringBuilder table = new StringBuilder(String.format(
                ROW,
                "fault",
                "times",
                "windows checked",
                "missing",
                "duplicate",
                "wrong",
                "recovery s, median (max)",
                "drained s, median (max)",
                "longest wait s"));
        table.append("|---|---|---|---|---|---|---|").append(System.lineSeparator());
        for (Fault fault : Fault.values()) {
            List<Trial> of = trials.stream().filter(it -> it.fault() == fault).toList();
            if (!of.isEmpty()) {
                table.append(row(fault.title(), of, sum(of)));
            }
        }
        if (!trials.isEmpty()) {
            table.append(row("all, from the first window to the last", trials, total));
        }
        return table.append(summary()).append(growth()).toString();
    }

    /** How an instance grows while nothing is done to it: the middle of the first and of the last third of the time. */
    private String growth() {
        List<Footprint> quiet = trials.stream()
                .filter(trial -> trial.fault() == Fault.NOTHING)
                .map(Trial::footprint)
                .toList();
        int third = quiet.size() / 3;
        if (third == 0 || quiet.size() < trials.size()) {
            return "";
        }
        List<Footprint> first = quiet.subList(0, third);
        List<Footprint> last = quiet.subList(quiet.size() - third, quiet.size());
        return String.format(
                Locale.ROOT,
                "the largest instance, median of the first third of the time -> of the last third: %.0f -> %.0f MiB"
                        + " resident, %.0f -> %.0f threads, %.0f -> %.0f files%n",
                median(first, Footprint::residentMiB),
                median(last, Footprint::residentMiB),
                median(first, Footprint::threads),
                median(last, Footprint::threads),
                median(first, Footprint::files),
                median(last, Footprint::files));
    }

    private static Verdict sum(List<Trial> of) {
        return of.stream().map(Trial::verdict).reduce(Verdict.NONE, Verdict::plus);
    }

    private static String row(String title, List<Trial> of, Verdict verdict) {
        return String.format(
                Locale.ROOT,
                ROW,
                title,
                of.size(),
                String.format(Locale.ROOT, "%,d", verdict.windows()).replace(',', ' '),
                verdict.missing(),
                verdict.duplicates(),
                verdict.wrong(),
                spread(of, Trial::recovery),
                spread(of, Trial::drained),
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        of.stream().mapToDouble(Trial::longestWait).max().orElse(0)));
    }

    private static String spread(List<Trial> of, ToDoubleFunction<Trial> figure) {
        double most = of.stream().mapToDouble(figure).max().orElse(0);
        return String.format(Locale.ROOT, "%.1f (%.1f)", median(of, figure), most);
    }

    private static <T> double median(List<T> of, ToDoubleFunction<T> figure) {
        double[] sorted = of.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "seed %d, %d keys, %d broker(s), %d instance(s), %s: %d dead letters and %d predictions in the shadow as they must"
                        + " be, %d process(es) ended by themselves%nidle: the busiest instance used %.1f %% of a core; %d records of transactions%n"
                        + "changelog: %d records written, %d left after compaction%n",
                settings.seed(),
                settings.keys(),
                settings.brokers(),
                settings.instances(),
                settings.exactlyOnce() ? "exactly once" : "at least once",
                total.deadLetters(),
                shadowed,
                deaths,
                idleness.cpuPercent(),
                idleness.transactionRecords(),
                compaction.written(),
                compaction.left());
    }

    /**
     * The figures for programs: every fault as it was.
     *
     * @return JSON
     */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("settings", settings.toString());
        all.put("total", total);
        all.put("shadowed", shadowed);
        all.put("endedByThemselves", deaths);
        all.put("idle", idleness);
        all.put("changelog", compaction);
        all.put("trials", trials);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the figures have no JSON: " + e.getMessage(), e);
        }
    }
}
