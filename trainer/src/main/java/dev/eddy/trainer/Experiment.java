package dev.eddy.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eddy.signal.EpochSpec;
import dev.eddy.signal.GapFill;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.SilenceSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.augment.Augmentations;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Names;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.config.YamlFile;
import dev.eddy.trainer.data.DataSource;
import dev.eddy.trainer.data.Excerpts;
import dev.eddy.trainer.export.Precision;
import dev.eddy.trainer.fit.FitSpec;
import dev.eddy.trainer.fit.Scoring;
import dev.eddy.trainer.head.HeadSpec;
import dev.eddy.trainer.network.LayerReader;
import dev.eddy.trainer.network.LayerSpec;
import dev.eddy.trainer.search.SearchSpec;
import dev.eddy.trainer.topic.TopicSource;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Everything that an experiment file says.
 *
 * @param file where it was read from
 * @param name of the model
 * @param version of the model
 * @param seed of every random choice
 * @param threads that fitting uses
 * @param data where the recordings come from
 * @param rate at which durations in the window are samples, Hz; 0 where none is given
 * @param window how they are cut into steps
 * @param network layers from the signal to the scores
 * @param head what is made of the last values
 * @param examples which steps the network is fitted on
 * @param augment what is done to their samples in each epoch
 * @param fit how it is fitted
 * @param test by its name each way in which the test part is scored
 * @param search what to look for, if anything
 * @param variants how finely the weights of further files are written
 */
record Experiment(
        Path file,
        String name,
        String version,
        int seed,
        int threads,
        Data data,
        double rate,
        WindowSpec window,
        List<LayerSpec> network,
        HeadSpec head,
        Protocol examples,
        Augmentations augment,
        FitSpec fit,
        Map<String, Protocol> test,
        Optional<SearchSpec> search,
        Set<Precision> variants) {

    private static final Map<String, Precision> COARSE =
            new TreeMap<>(Map.of("fp16", Precision.FP16, "half", Precision.HALF, "int8", Precision.INT8));

    /**
     * Where the recordings come from.
     *
     * @param source the data set
     * @param folder the folder of all data sets, relative to the experiment file, if the experiment names one
     */
    record Data(DataSource source, Optional<Path> folder) {

        static Data read(Fields fields) {
            Optional<Path> folder =
                    fields.has("folder") ? Optional.of(Path.of(fields.text("folder"))) : Optional.empty();
            return new Data(DataSource.read(fields, Map.of("topic", TopicSource::of)), folder);
        }
    }

    /**
     * Which runs of steps are taken out of the recordings, and which of their steps count.
     *
     * @param excerpts the runs
     * @param scoring the steps that count
     */
    record Protocol(Excerpts excerpts, Scoring scoring) {

        static Protocol read(Fields fields) {
            return new Protocol(Excerpts.read(fields), Scoring.read(fields));
        }
    }

    static Experiment read(Path file) {
        return read(file, UnaryOperator.identity());
    }

    /** Reads a file of which something is replaced. */
    static Experiment read(Path file, UnaryOperator<JsonNode> change) {
        return YamlFile.read(file, change, fields -> read(file, fields));
    }

    private static Experiment read(Path file, Fields fields) {
        Fields window = fields.object("window");
        double rate = window.number("rate", Double.MIN_VALUE, SignalSpec.MAX_RATE, 0);
        Experiment experiment = new Experiment(
                file,
                fields.text("name"),
                fields.text("version"),
                fields.integer("seed", 0, Integer.MAX_VALUE),
                fields.integer("threads", 1, 64, 1),
                fields.object("data").read(Data::read),
                rate,
                window.read(it -> window(it, rate)),
                LayerReader.read(fields.list("network")),
                fields.has("head") ? fields.object("head").read(HeadSpec::read) : HeadSpec.CLASSIFICATION,
                fields.object("examples").read(Protocol::read),
                fields.has("augment") ? Augmentations.read(fields.list("augment")) : Augmentations.NONE,
                fields.object("fit").read(FitSpec::read),
                fields.object("test").read(Experiment::protocols),
                fields.has("search") ? Optional.of(fields.object("search").read(SearchSpec::read)) : Optional.empty(),
                fields.has("export") ? fields.object("export").read(Experiment::variants) : Set.of());
        experiment.data.source().check(experiment.window, fields.problems());
        experiment.checkState(fields.problems());
        return experiment;
    }

    /** The state that a model is fitted with must be that with which it is served. */
    private void checkState(Problems problems) {
        boolean together = examples.excerpts().together().recordings() > 1;
        boolean carried = window.epochs().carried();
        problems.require(
                !carried || together,
                "window.epochs.carried is for models that are fitted on recordings end to end but examples has each alone; add examples.together, or leave carried out");
        problems.require(
                !together
                        || carried
                        || window.epochs().every() > 0
                        || window.epochs().silence() != null,
                "examples.together lets the state go on from one recording to the next but the model would be served with a state that ends with each; set window.epochs.carried, or let silence or a duration end epochs");
    }

    /** Durations must have been samples at the rate of the recordings. */
    void checkRate(SignalSpec signal, Problems problems) {
        problems.require(
                rate == 0 || rate == signal.sampleRate(),
                "window.rate %s must be that of the recordings, %s; correct it, or give samples in the place of durations"
                        .formatted(rate, signal.sampleRate()));
    }

    private static WindowSpec window(Fields fields, double rate) {
        SampleCounts samples = new SampleCounts(fields, rate);
        int length = samples.of("length", 1, WindowSpec.MAX_LENGTH);
        return new WindowSpec(
                length,
                samples.of("hop", 1, WindowSpec.MAX_LENGTH, length),
                samples.of("lead", 0, length - 1, 0),
                samples.of("maxGap", 0, WindowSpec.MAX_LENGTH, 0),
                fields.choice("fill", GapFill.HOLD),
                fields.flag("flush", false),
                fields.has("epochs") ? fields.object("epochs").read(Experiment::epochs) : EpochSpec.USUAL);
    }

    private static EpochSpec epochs(Fields fields) {
        int every = fields.integer("every", 0, WindowSpec.MAX_LENGTH, 0);
        Optional<SilenceSpec> silence =
                fields.has("silence") ? fields.object("silence").read(Experiment::silence) : Optional.empty();
        boolean tooEarly = every > 0 && silence.isPresent() && silence.get().before() >= every;
        fields.problems()
                .require(
                        !tooEarly,
                        "window.epochs.silence.before must be less than window.epochs.every; lower it, or raise every");
        return new EpochSpec(
                fields.flag("ignoreMarks", false),
                tooEarly ? 0 : every,
                silence.orElse(null),
                fields.flag("carried", false));
    }

    private static Optional<SilenceSpec> silence(Fields fields) {
        double level = fields.number("level", Float.MIN_NORMAL, Float.MAX_VALUE);
        double rise = fields.number("rise", Float.MIN_NORMAL, Float.MAX_VALUE, level);
        int samples = fields.integer("samples", 1, WindowSpec.MAX_LENGTH);
        int before = fields.integer("before", 0, WindowSpec.MAX_LENGTH, 0);
        fields.problems()
                .require(
                        level <= rise && before <= samples,
                        "%s must have level <= rise and before <= samples; change them".formatted(fields.path()));
        return level <= rise && before <= samples
                ? Optional.of(new SilenceSpec(level, rise, samples, before))
                : Optional.empty();
    }

    private static Map<String, Protocol> protocols(Fields fields) {
        fields.problems()
                .require(
                        !fields.entries().isEmpty(),
                        "test must name at least one way of scoring; add for example official: {score: last}");
        return fields.entries().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().read(Protocol::read),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    private static Set<Precision> variants(Fields fields) {
        Set<Precision> variants = EnumSet.noneOf(Precision.class);
        for (String word : fields.texts("variants", List.of())) {
            boolean known = COARSE.containsKey(word);
            fields.problems()
                    .require(
                            known,
                            "export.variants holds %s but %s".formatted(word, Names.advice(word, COARSE.keySet())));
            if (known) {
                variants.add(COARSE.get(word));
            }
        }
        return variants;
    }

    /** The same with another seed or number of threads. */
    Experiment with(Optional<Integer> otherSeed, Optional<Integer> otherThreads) {
        return new Experiment(
                file,
                name,
                version,
                otherSeed.orElse(seed),
                otherThreads.orElse(threads),
                data,
                rate,
                window,
                network,
                head,
                examples,
                augment,
                fit,
                test,
                search,
                variants);
    }

    /**
     * The folder of all data sets: what the user says, else the environment, else the experiment, else here. The
     * environment says where the public data sets are, so own recordings are where their experiment says first.
     */
    Path folder(Optional<Path> given, Map<String, String> environment) {
        Path beside = file.toAbsolutePath().resolveSibling(".");
        Optional<Path> named = data.folder.map(beside::resolve);
        Optional<Path> common =
                Optional.ofNullable(environment.get("EDDY_DATA")).map(Path::of);
        return given.or(() -> data.source.isOwn() ? named.or(() -> common) : common.or(() -> named))
                .orElse(beside)
                .normalize();
    }
}
