package dev.eddy.trainer;

import dev.eddy.trainer.report.About;
import dev.eddy.trainer.report.EpochReport;
import dev.eddy.trainer.report.LearningCurves;
import dev.eddy.trainer.report.Merit;
import dev.eddy.trainer.report.RunReport;
import dev.eddy.trainer.report.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The page about one run.
 *
 * @param fitting what was fitted on what
 * @param fitted how it went
 * @param dataHash of what it was fitted and tested on
 */
record RunPage(Fitting fitting, Fitted fitted, String dataHash) {

    private static final int HASH = 12;

    /** With the metrics of the test part and what there is to see of it. */
    RunReport of(Map<String, Map<String, Double>> metrics, List<Section> found) {
        List<Section> sections = new ArrayList<>();
        Merit merit = fitted.model().head().merit();
        List<EpochReport> epochs = fitted.reports().stream().map(merit::metric).toList();
        OptionalInt kept = EpochReport.best(fitted.reports()).stream()
                .mapToInt(EpochReport::epoch)
                .findFirst();
        sections.add(new LearningCurves(merit.title(), epochs, kept));
        sections.addAll(found);
        return new RunReport(about(), metrics, sections);
    }

    private About about() {
        Experiment experiment = fitting.experiment();
        return new About(
                experiment.name(),
                experiment.version(),
                data(),
                experiment.data().source().split(),
                experiment.seed(),
                fitted.model().network().size(),
                fitted.reports().stream()
                        .mapToDouble(EpochReport::seconds)
                        .average()
                        .orElse(0),
                Instant.now(),
                Versions.all());
    }

    private String data() {
        int channels = fitting.data().signal().channels();
        return String.format(
                Locale.ROOT,
                "%s, %d %s, %s, sha256 %s…",
                fitting.data().name(),
                channels,
                channels == 1 ? "channel" : "channels",
                rate(fitting.data().signal().sampleRate()),
                dataHash.substring(0, HASH));
    }

    private static String rate(double hertz) {
        return hertz < 1
                ? String.format(Locale.ROOT, "a sample every %.0f s", 1 / hertz)
                : String.format(Locale.ROOT, "%.0f Hz", hertz);
    }
}
