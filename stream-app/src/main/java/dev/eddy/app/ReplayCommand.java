package dev.eddy.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eddy.cluster.TopicReader;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.SequenceModel;
import dev.eddy.offline.Retrace;
import dev.eddy.offline.ScoredKey;
import dev.eddy.watch.PredictionJson;
import dev.eddy.watch.PredictionReader;
import dev.eddy.watch.PredictionText;
import dev.eddy.watch.StoredPrediction;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes one prediction again from the signals that it was made from. */
@Command(
        name = "replay",
        description = {
            "Makes one prediction again: reads what the topic still has of the key's signals, cuts and scores them as the stream "
                    + "does, and compares with the prediction that was stored, bit for bit. Changes nothing.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 the two are equal, 1 they are not or one of them is not to be had, 2 not understood.",
            "Examples:",
            "  eddy replay --model pump.onnx --key pump-3 --step 17",
            "      of the newest epoch of this key that has a step 17",
            "  eddy replay --model pump.onnx --key pump-3 --epoch 2 --step 17 --json"
        })
final class ReplayCommand implements Callable<Integer> {

    /** Bits do not depend on it, but that it is where batches are filled up to. */
    private static final int BATCH_LIMIT = 64;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions model;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private TopicOptions topics;

    @Option(names = "--key", required = true, description = "The stream that was predicted.")
    private String key;

    @Option(names = "--step", required = true, paramLabel = "N", description = "Which window of its epoch, from 0.")
    private long step;

    @Option(
            names = "--epoch",
            paramLabel = "N",
            description = "Which epoch of the key, from 0 (default: the last one that has this step).")
    private Optional<Long> epoch;

    @Option(names = "--json", description = "One JSON object with both predictions and what they were made from.")
    private boolean json;

    @Override
    public Integer call() {
        ModelFile file = model.read();
        StoredPrediction stored = stored(file);
        Retrace.Topic topic =
                new Retrace.Topic(topics.signals(), kafka.target().registry(), topics.format(), topics.grace());
        try (SequenceModel opened = model.open(file, BATCH_LIMIT);
                Retrace retrace = new Retrace(opened, BATCH_LIMIT, topic, stored.prediction())) {
            return print(stored, made(retrace));
        }
    }

    private StoredPrediction stored(ModelFile file) {
        StoredPrediction.Search search = new StoredPrediction.Search(
                file.manifest(), key, step, epoch.map(OptionalLong::of).orElseGet(OptionalLong::empty));
        try (PredictionReader reader = new PredictionReader(kafka.target(), topics.predictions(), this::complain)) {
            reader.begin(true);
            reader.readWhatIsThere(search::take);
        }
        return search.found(topics.predictions());
    }

    private Retrace.Made made(Retrace retrace) {
        try (TopicReader<byte[]> reader =
                new TopicReader<>(kafka.target(), topics.signals(), new ByteArrayDeserializer(), this::complain)) {
            reader.begin(true);
            reader.readWhatIsThere(retrace::take);
        }
        return retrace.made();
    }

    private void complain(String line) {
        spec.commandLine().getErr().println(line);
    }

    private int print(StoredPrediction stored, Retrace.Made made) {
        ScoredKey again = new ScoredKey(key, made.prediction());
        boolean equal = stored.equalTo(made.prediction());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(line(stored, made, equal));
        } else {
            out.println("stored    " + PredictionText.line(stored.prediction()));
            out.println("replayed  " + PredictionText.line(again));
            out.printf(
                    "%s: %d windows scored again from %d events%n",
                    equal ? "equal to the last bit" : "NOT EQUAL", made.windows(), made.events());
        }
        out.flush();
        stored.doubts(made.prediction()).forEach(doubt -> complain("eddy: " + doubt));
        return equal ? spec.exitCodeOnSuccess() : spec.exitCodeOnExecutionException();
    }

    private String line(StoredPrediction stored, Retrace.Made made, boolean equal) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("equal", equal);
        fields.put("windows", made.windows());
        fields.put("events", made.events());
        fields.put("stored", PredictionJson.fields(stored.prediction()));
        fields.put("replayed", PredictionJson.fields(new ScoredKey(key, made.prediction())));
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("two predictions of " + key + " have no JSON: " + e.getMessage(), e);
        }
    }
}
