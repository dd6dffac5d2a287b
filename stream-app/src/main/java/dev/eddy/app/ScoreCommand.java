package dev.eddy.app;

import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.SequenceModel;
import dev.eddy.offline.OfflineScorer;
import dev.eddy.offline.ScoredKey;
import dev.eddy.recording.CsvReadings;
import dev.eddy.recording.ReadOptions;
import dev.eddy.recording.Recordings;
import dev.eddy.signal.Samples;
import dev.eddy.source.Playlist;
import dev.eddy.watch.PredictionJson;
import dev.eddy.watch.PredictionText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores recordings without Kafka. */
@Command(
        name = "score",
        description = {
            "Scores WAV and CSV recordings without Kafka: the same windows and the same model as the stream, so the same "
                    + "predictions, bit for bit on one kind of device.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  eddy score --model pump.onnx --input pump.wav",
            "  eddy score --model press.onnx --input press.csv --rate 1000 --json > predictions.jsonl",
            "  eddy score --model tank.onnx --resample linear:60 --input tank.csv",
            "      readings at any times, empty cells where nothing was measured",
            "Each recording is one event: the hidden state starts anew after it."
        })
final class ScoreCommand implements Runnable {

    /** Bits do not depend on it. */
    private static final int BATCH_LIMIT = 64;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Mixin
    private RecordingOptions recordings;

    @Mixin
    private CatchUpOption catchUp = new CatchUpOption();

    @Option(names = "--json", description = "One JSON object a line, with all fields.")
    private boolean json;

    @Override
    public void run() {
        ModelFile file = model.read();
        Function<ScoredKey, String> words = json ? PredictionJson::line : PredictionText::line;
        PrintWriter out = spec.commandLine().getOut();
        AtomicLong predictions = new AtomicLong();
        try (SequenceModel opened = model.open(file, BATCH_LIMIT)) {
            score(
                    file,
                    new OfflineScorer(opened, catchUp.in(new BatchPolicy(BATCH_LIMIT, Duration.ZERO))),
                    prediction -> {
                        out.println(words.apply(prediction));
                        predictions.incrementAndGet();
                    });
        }
        out.flush();
        if (predictions.get() == 0) {
            spec.commandLine()
                    .getErr()
                    .println("eddy: no predictions: no recording fills a window of "
                            + file.manifest().window().length() + " samples");
        }
    }

    /** Where the model has a rule for readings at any times, that is what its input is. */
    private void score(ModelFile file, OfflineScorer scorer, Consumer<ScoredKey> out) {
        ReadOptions options = recordings.reading();
        if (file.manifest().window().resample() == null) {
            scorer.score(Playlist.inTurn(Recordings.readAll(recordings.files(), options)), out);
            return;
        }
        Map<String, List<Samples>> readings = new LinkedHashMap<>();
        for (Path input : recordings.files()) {
            CsvReadings.read(input, options, file.manifest().signal().channels())
                    .forEach((key, event) -> readings.computeIfAbsent(key, it -> new ArrayList<>())
                            .add(event));
        }
        scorer.scoreReadings(readings, out);
    }
}
