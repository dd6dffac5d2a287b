package dev.eddy.app;

import dev.eddy.inference.ModelFile;
import dev.eddy.inference.SequenceModel;
import dev.eddy.recording.ReadOptions;
import dev.eddy.recording.Recordings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
            "Each recording is one event: the hidden state starts anew after it."
        })
final class ScoreCommand implements Runnable {

    /** Bits do not depend on it. */
    private static final int BATCH_LIMIT = 64;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Recordings, .wav or .csv, as 'eddy produce' reads them.")
    private List<Path> inputs;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "0",
            description = "Samples per second, for CSV files without a column 'time'.")
    private double rate;

    @Option(names = "--json", description = "One JSON object a line, with all fields.")
    private boolean json;

    @Override
    public void run() {
        ModelFile file = model.read();
        Function<ScoredKey, String> words = json ? PredictionJson::line : PredictionText::line;
        PrintWriter out = spec.commandLine().getOut();
        AtomicLong predictions = new AtomicLong();
        try (SequenceModel opened = model.open(file, BATCH_LIMIT)) {
            new OfflineScorer(opened, BATCH_LIMIT)
                    .score(Playlist.inTurn(Recordings.readAll(inputs, new ReadOptions("", rate, 0))), prediction -> {
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
}
