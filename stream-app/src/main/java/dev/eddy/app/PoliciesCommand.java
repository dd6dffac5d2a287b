package dev.eddy.app;

import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.offline.KeyScorer;
import dev.eddy.offline.LabelSpans;
import dev.eddy.offline.TakeoverTable;
import dev.eddy.offline.TakeoverTrial;
import dev.eddy.recording.Recording;
import dev.eddy.recording.Recordings;
import dev.eddy.rollout.Layout;
import dev.eddy.rollout.Overlap;
import dev.eddy.source.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what each policy of a takeover would lead to. */
@Command(
        name = "policies",
        description = {
            "Lets one model take over from another one at places all over some recordings, by each policy in turn, without Kafka, "
                    + "and counts the windows that follow: how many are right, where labels are given, and how many are as if the new "
                    + "model had been there all along. So you see which --policy 'eddy models promote' should be given.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy policies pump-1.onnx pump-2.onnx --input pumps/*.csv --labels pumps/labels.csv",
            "  eddy policies pump-1.onnx pump-2.onnx --input pump.wav --past 500ms 2s --windows 5"
        })
final class PoliciesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "The model that scores now, an .onnx file.")
    private Path oldFile;

    @Parameters(index = "1", paramLabel = "NEW", description = "The one that takes over.")
    private Path newFile;

    @Mixin
    private RecordingOptions recordings;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The labels of spans of samples, as 'eddy dataset' writes them.")
    private Optional<Path> labels;

    @Option(
            names = "--places",
            defaultValue = "20",
            description = "In each recording, spread evenly (default: ${DEFAULT-VALUE}).")
    private int places;

    @Option(
            names = "--windows",
            defaultValue = "10",
            description = "So many windows after each place count (default: ${DEFAULT-VALUE}).")
    private int windows;

    @Option(
            names = "--past",
            arity = "1..*",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "That are replayed, each a line of its own (default: ${DEFAULT-VALUE}).")
    private List<Duration> pasts;

    @Option(
            names = "--agree-within",
            paramLabel = "DIFFERENCE",
            defaultValue = "0.05",
            description = "Of a dual run, as for 'models promote' (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(
            names = "--agree-for",
            paramLabel = "WINDOWS",
            defaultValue = "3",
            description = "Of a dual run, as for 'models promote' (default: ${DEFAULT-VALUE}).")
    private int agreeing;

    @Override
    public Integer call() {
        ModelFile before = ModelFile.read(oldFile, Optional.empty());
        ModelFile after = ModelFile.read(newFile, Optional.empty());
        requireSameSignal(Layout.of(before.manifest()), Layout.of(after.manifest()));
        TakeoverTable table = new TakeoverTable(labels.map(LabelSpans::read).orElse(LabelSpans.NONE), tolerance);
        List<Path> files =
                recordings.files().stream().filter(it -> !isLabels(it)).toList();
        List<Recording> all = Recordings.readAll(files, recordings.reading());
        try (OnnxModel present = OnnxModel.open(before, Device.CPU);
                OnnxModel next = OnnxModel.open(after, Device.CPU);
                Progress progress = Progress.of("policies", (long) all.size() * places)) {
            KeyScorer old = new KeyScorer(present);
            KeyScorer other = new KeyScorer(next);
            long done = 0;
            for (Recording recording : all) {
                requireSignal(recording, before);
                TakeoverTrial trial = new TakeoverTrial(old, other, recording, terms());
                for (int place = 1; place <= places; place++) {
                    int sample = (int) ((long) recording.length() * place / (places + 1));
                    table.add(recording, trial.at(sample));
                    done++;
                    progress.at(done);
                }
            }
        }
        table.lines().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return spec.exitCodeOnSuccess();
    }

    /** Which lies beside the recordings, where {@code *.csv} finds it, too. */
    private boolean isLabels(Path file) {
        return labels.filter(it -> it.toAbsolutePath().equals(file.toAbsolutePath()))
                .isPresent();
    }

    private TakeoverTrial.Terms terms() {
        if (places < 1 || windows < 1) {
            throw new IllegalArgumentException(
                    "--places and --windows must be 1 or more but are " + places + " and " + windows);
        }
        return new TakeoverTrial.Terms(windows, pasts, new Overlap(Long.MAX_VALUE, agreeing, tolerance));
    }

    private void requireSameSignal(Layout before, Layout after) {
        if (!before.signal().equals(after.signal())) {
            throw new IllegalArgumentException(newFile + " must listen to " + before.signal() + " as " + oldFile
                    + " does but listens to " + after.signal() + ": it cannot take over");
        }
    }

    private static void requireSignal(Recording recording, ModelFile model) {
        if (!recording.signal().equals(model.manifest().signal())) {
            throw new IllegalArgumentException("the recording " + recording.key() + " must have "
                    + model.manifest().signal() + " as the models were fitted on but has " + recording.signal()
                    + ": give one like those");
        }
    }
}
