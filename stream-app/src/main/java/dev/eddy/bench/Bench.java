package dev.eddy.bench;

import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SampleCodec;
import dev.eddy.inference.SequenceModel;
import dev.eddy.local.JavaProcess;
import dev.eddy.model.ModelManifest;
import dev.eddy.recording.Recording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Measures all contenders in turn, round after round, so that a noisy machine is noisy for all of them. One thread. */
public final class Bench {

    private static final String INPUT = "bench-signals";
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private final Kafka kafka;
    private final Subject subject;
    private final Field field;

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
     * How often everyone takes a turn.
     *
     * @param warmUp rounds that do not count, for the compiler of the virtual machine to finish its work, 1 or more
     * @param counted rounds that do, 1 or more
     */
    public record Rounds(int warmUp, int counted) {

        /** Checks that there is something to be measured. */
        public Rounds {
            Size.requirePositive("rounds to warm up", warmUp);
            Size.requirePositive("rounds", counted);
        }

        private String title(int number) {
            return number <= warmUp ? "warm-up " + number : "round " + (number - warmUp);
        }
    }

    /**
     * Where it takes place.
     *
     * @param bootstrapServers of a broker without other work
     * @param registry where the schemas are kept
     * @param partitions of every topic
     */
    public record Kafka(String bootstrapServers, RegistryConfig registry, int partitions) {

        /** Reads a topic from its beginning, without a group. */
        KafkaConsumer<byte[], byte[]> reader(String topic, String isolation) {
            KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                    Map.of(
                            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                            isolation),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(it -> new TopicPartition(topic, it))
                    .toList();
            reader.assign(all);
            reader.seekToBeginning(all);
            return reader;
        }
    }

    /**
     * Who takes part.
     *
     * @param contenders in the order of the table
     * @param host starts the process of each that is one: it follows {@link Orders}
     */
    public record Field(List<Contender> contenders, Function<Contender, JavaProcess> host) {}

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
     * @param field who takes part
     */
    public Bench(Kafka kafka, Subject subject, Field field) {
        this.kafka = kafka;
        this.subject = subject;
        this.field = field;
    }

    /**
     * Runs all contenders.
     *
     * @param size of the input
     * @param rounds to warm up and to count
     * @param say is told what is going on
     * @return what was measured
     */
    public Comparison run(Size size, Rounds rounds, Consumer<String> say) {
        Load load = new Load(subject.manifest(), size);
        Expectation expected = Expectation.of(load, subject.offline());
        Comparison comparison = new Comparison(subject.manifest().name(), size, field.contenders());
        try (Topics topics = new Topics(kafka);
                Contestants contestants = Contestants.of(field)) {
            topics.create(INPUT);
            new InputTopic(load, new SampleCodec(subject.manifest().signal(), Integer.MAX_VALUE)).fill(kafka, INPUT);
            for (int round = 1; round <= rounds.warmUp() + rounds.counted(); round++) {
                Map<Contender, Measurement> measured = round(new Round(round, topics, contestants, expected));
                say.accept(rounds.title(round) + ": " + Comparison.line(measured));
                if (round > rounds.warmUp()) {
                    comparison.add(measured);
                }
            }
            topics.deleteAll(INPUT);
        }
        return comparison;
    }

    private record Round(int number, Topics topics, Contestants contestants, Expectation expected) {}

    /** Each round begins with another contender, so that nobody always comes after the same one. */
    private Map<Contender, Measurement> round(Round round) {
        List<Contender> turns = new ArrayList<>(field.contenders());
        Collections.rotate(turns, round.number());
        Map<Contender, Measurement> measured = new EnumMap<>(Contender.class);
        for (Contender contender : turns) {
            measured.put(contender, contender == Contender.MODEL_ALONE ? modelAlone(round) : measure(contender, round));
        }
        return measured;
    }

    private Measurement modelAlone(Round round) {
        try (SequenceModel model = subject.open().get()) {
            return new ModelLoop(round.expected()).run(model);
        }
    }

    private Measurement measure(Contender contender, Round round) {
        String name = "bench-" + round.number() + "-" + contender;
        round.topics().create(name, Topics.deadLetters(name));
        Contestant contestant = round.contestants().get(contender);
        long end = System.nanoTime() + PATIENCE_NANOS;
        Expectation expected = round.expected().within(contender.tolerance());
        try (Finish finish = new Finish(kafka, expected, contender != Contender.PASS_THROUGH, contestant.process())) {
            contestant.begin(INPUT, name);
            Measurement measured =
                    finish.await(name, () -> contestant.failure(name).isEmpty() && System.nanoTime() < end);
            double changelog = (double) round.topics().changelogBytes(name)
                    / round.expected().total();
            return contestant.failure(name).map(Measurement::wrong).orElse(measured.withChangelog(changelog));
        } finally {
            contestant.end(name);
            round.topics().deleteAll(name);
        }
    }
}
