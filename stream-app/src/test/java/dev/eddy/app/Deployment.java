package dev.eddy.app;

import dev.eddy.cluster.KafkaTarget;
import dev.eddy.event.Encoding;
import dev.eddy.event.Prediction;
import dev.eddy.event.SampleCodec;
import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.local.JavaProcess;
import dev.eddy.offline.OfflineScorer;
import dev.eddy.offline.ScoredKey;
import dev.eddy.recording.Recording;
import dev.eddy.signal.Samples;
import dev.eddy.source.SignalProducer;
import dev.eddy.watch.PredictionReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/** One model on topics of its own: what goes in, what the app makes of it, what it should have made of it. */
final class Deployment {

    private static final Duration STALL = Duration.ofSeconds(90);

    final String name;
    final Path model;
    private final Cluster cluster;
    private final Path stateDir;

    Deployment(String name, Path model, Cluster cluster, Path stateDir)
            throws InterruptedException, ExecutionException {
        this.name = name;
        this.model = model;
        this.cluster = cluster;
        this.stateDir = stateDir;
        cluster.createTopics(signals(), predictions(), deadLetters());
    }

    String signals() {
        return name + "-signals";
    }

    String predictions() {
        return name + "-predictions";
    }

    String deadLetters() {
        return name + "-dead-letters";
    }

    /** The real app in a process of its own, found again by its group within 6 s when it was killed. */
    JavaProcess startApp(String... more) {
        KafkaTarget target = cluster.target();
        List<String> args = new ArrayList<>(List.of("run", "--model", model.toString(), "--admin-port", "0"));
        args.addAll(List.of("--bootstrap-servers", target.bootstrapServers()));
        args.addAll(List.of("--schema-registry", target.registry().url()));
        args.addAll(List.of("--application-id", name, "--state-dir", stateDir.toString()));
        args.addAll(List.of("--signals", signals(), "--predictions", predictions(), "--dead-letters", deadLetters()));
        args.addAll(List.of("--kafka", "group.instance.id=" + name, "--kafka", "session.timeout.ms=6000"));
        args.addAll(List.of("--kafka", "producer.transaction.timeout.ms=5000"));
        args.addAll(List.of(more));
        return ChildProcess.eddy(name, args.toArray(String[]::new));
    }

    SignalProducer producer() {
        return new SignalProducer(cluster.target(), signals());
    }

    /** All recordings in random pieces, the keys mixed, each key in order, the end of each recording marked. */
    static List<Piece> pieces(List<Recording> recordings, int longest, long seed) {
        Random random = new Random(seed);
        List<List<Piece>> queues = new ArrayList<>();
        recordings.forEach(it -> queues.add(new ArrayList<>(pieces(it, longest, random))));
        List<Piece> mixed = new ArrayList<>();
        while (!queues.isEmpty()) {
            int next = random.nextInt(queues.size());
            List<Piece> queue = queues.get(next);
            mixed.add(queue.remove(0));
            if (queue.isEmpty()) {
                queues.set(next, queues.get(queues.size() - 1));
                queues.remove(queues.size() - 1);
            }
        }
        return mixed;
    }

    record Piece(Recording recording, Samples samples) {}

    private static List<Piece> pieces(Recording recording, int longest, Random random) {
        List<Piece> pieces = new ArrayList<>();
        int channels = recording.signal().channels();
        int from = 0;
        while (from < recording.length()) {
            int to = Math.min(recording.length(), from + 1 + random.nextInt(longest));
            float[] values = Arrays.copyOfRange(recording.values(), from * channels, to * channels);
            long start = recording.startMicros() + recording.signal().micros(from);
            pieces.add(new Piece(recording, new Samples(start, values, to == recording.length())));
            from = to;
        }
        return pieces;
    }

    static void send(SignalProducer producer, Piece piece, Encoding encoding) {
        SampleCodec codec = new SampleCodec(piece.recording().signal(), Integer.MAX_VALUE);
        producer.send(piece.recording().key(), codec.encode(piece.samples(), encoding));
    }

    /** What `eddy score` says of the recordings. */
    Map<String, List<Prediction>> offline(List<Recording> recordings) {
        return offline(model, recordings);
    }

    static Map<String, List<Prediction>> offline(Path model, List<Recording> recordings) {
        return offline(ModelFile.read(model, Optional.empty()), recordings);
    }

    static Map<String, List<Prediction>> offline(ModelFile model, List<Recording> recordings) {
        Map<String, List<Prediction>> predictions = new LinkedHashMap<>();
        try (OnnxModel opened = OnnxModel.open(model, Device.CPU)) {
            new OfflineScorer(opened, 64).score(recordings, scored -> add(predictions, scored));
        }
        return predictions;
    }

    static long count(Map<String, List<Prediction>> predictions) {
        return predictions.values().stream().mapToLong(List::size).sum();
    }

    /** All committed predictions, once there are as many as expected or nothing has come for long. */
    Map<String, List<Prediction>> committed(long expected) {
        return committed(predictions(), expected);
    }

    /** The same of another topic. */
    Map<String, List<Prediction>> committed(String topic, long expected) {
        return committed(cluster, topic, expected);
    }

    static Map<String, List<Prediction>> committed(Cluster cluster, String topic, long expected) {
        Map<String, List<Prediction>> predictions = new LinkedHashMap<>();
        try (PredictionReader reader = new PredictionReader(cluster.target(), topic, Deployment::fail)) {
            reader.begin(true);
            long before = -1;
            while (count(predictions) < expected && count(predictions) > before) {
                before = count(predictions);
                reader.read(STALL, scored -> add(predictions, scored) && count(predictions) < expected);
            }
            if (count(predictions) >= expected) {
                reader.read(Duration.ofSeconds(2), scored -> add(predictions, scored));
            }
        }
        return predictions;
    }

    private static boolean add(Map<String, List<Prediction>> predictions, ScoredKey scored) {
        return predictions
                .computeIfAbsent(scored.key(), key -> new ArrayList<>())
                .add(scored.prediction());
    }

    private static void fail(String complaint) {
        throw new AssertionError(complaint);
    }
}
