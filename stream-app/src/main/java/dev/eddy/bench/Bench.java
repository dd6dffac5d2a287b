package dev.eddy.bench;

import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SampleCodec;
import dev.eddy.inference.SequenceModel;
import dev.eddy.model.ModelManifest;
import dev.eddy.recording.Recording;
import dev.eddy.topology.TopologySettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Measures all contenders in turn, round after round, so that a noisy machine is noisy for all of them. One thread. */
public final class Bench {

    private static final String INPUT = "bench-signals";

    private final Kafka kafka;
    private final Subject subject;

    /**
     * How large a comparison is.
     *
     * @param keys how many streams
     * @param windows per key
     * @param eventSamples samples per event
     * @param seed of the noise
     */
    public record Size(int keys, int windows, int eventSamples, long seed) {

        /** Checks that there is something to be done. */
        public Size {
            requirePositive("keys", keys);
            requirePositive("windows", windows);
            requirePositive("event samples", eventSamples);
        }

        private static void requirePositive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be 1 or more but was " + value);
            }
        }
    }

    /**
     * Where it takes place.
     *
     * @param bootstrapServers of a broker without other work
     * @param registry in the memory of this process
     * @param streams properties of Kafka Streams, complete but for the application's id
     * @param partitions of every topic
     */
    public record Kafka(String bootstrapServers, RegistryConfig registry, Properties streams, int partitions) {}

    /** Scores recordings without Kafka. */
    @FunctionalInterface
    public interface Offline {

        /**
         * Scores.
         *
         * @param recordings one per key
         * @param out receives keys and predictions, those of one key in order
         */
        void score(List<Recording> recordings, BiConsumer<String, Prediction> out);
    }

    /**
     * What is served.
     *
     * @param manifest of the model
     * @param open gives the model, anew for every run
     * @param offline says what is right
     */
    public record Subject(ModelManifest manifest, Supplier<SequenceModel> open, Offline offline) {}

    /**
     * Makes ready.
     *
     * @param kafka where it takes place
     * @param subject what is served
     */
    public Bench(Kafka kafka, Subject subject) {
        this.kafka = kafka;
        this.subject = subject;
    }

    /**
     * Runs all contenders.
     *
     * @param size of the input
     * @param rounds that count; there is one more before them, to warm up
     * @param say is told what is going on
     * @return what was measured
     */
    public Comparison run(Size size, int rounds, Consumer<String> say) {
        Load load = new Load(subject.manifest(), size);
        Expectation expected = Expectation.of(load, subject.offline());
        Comparison comparison = new Comparison(size);
        try (Topics topics = new Topics(kafka)) {
            topics.create(INPUT);
            new InputTopic(load, new SampleCodec(subject.manifest().signal(), Integer.MAX_VALUE)).fill(kafka, INPUT);
            for (int round = 0; round <= rounds; round++) {
                Map<Contender, Measurement> measured = round(round, topics, expected);
                say.accept((round == 0 ? "warm-up" : "round " + round) + ": " + Comparison.line(measured));
                if (round > 0) {
                    comparison.add(measured);
                }
            }
        }
        return comparison;
    }

    /** Each round begins with another contender, so that nobody always comes after the same one. */
    private Map<Contender, Measurement> round(int round, Topics topics, Expectation expected) {
        List<Contender> turns = new ArrayList<>(List.of(Contender.values()));
        Collections.rotate(turns, round);
        Map<Contender, Measurement> measured = new EnumMap<>(Contender.class);
        for (Contender contender : turns) {
            measured.put(contender, measure(contender, round, topics, expected));
        }
        return measured;
    }

    private Measurement measure(Contender contender, int round, Topics topics, Expectation expected) {
        if (contender == Contender.MODEL_ALONE) {
            try (SequenceModel model = subject.open().get()) {
                return new ModelLoop(expected).run(model);
            }
        }
        String name = "bench-" + round + "-" + contender.name().toLowerCase(Locale.ROOT);
        String dead = name + "-dead-letters";
        topics.create(name, dead);
        TopologySettings settings = new TopologySettings(INPUT, name, dead, TopologySettings.Bounds.DEFAULT);
        try {
            return new StreamRun(kafka, settings, expected)
                    .of(contender, subject.open().get());
        } finally {
            topics.deleteAll(name);
        }
    }
}
