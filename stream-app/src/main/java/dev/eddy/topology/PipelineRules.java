package dev.eddy.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What must hold of pipelines side by side, so that each of them does what it would do alone. */
public final class PipelineRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    private PipelineRules() {}

    /**
     * What is looked at.
     *
     * @param name of the pipeline; empty where it is the only one
     * @param topics of it
     * @param model name of its model
     */
    public record Facts(String name, TopologySettings topics, String model) {}

    /**
     * Checks pipelines.
     *
     * @param pipelines of one app
     * @throws IllegalArgumentException when they cannot be side by side
     */
    public static void require(List<Facts> pipelines) {
        if (pipelines.isEmpty()) {
            throw new IllegalArgumentException("an app must have a pipeline but has none: name one");
        }
        if (pipelines.size() > 1 || !pipelines.get(0).name().isEmpty()) {
            pipelines.forEach(PipelineRules::requireName);
        }
        requireOwn(pipelines, Facts::name, "pipelines must have names of their own", "rename one");
        requireOwn(
                pipelines,
                it -> it.topics().predictions(),
                "pipelines must write predictions to topics of their own",
                "give one of them another topic of predictions");
        requireOwn(
                pipelines,
                it -> it.topics().shadow(),
                "pipelines must write what is tried to topics of their own",
                "give one of them another topic of shadow predictions");
        requireOwn(
                pipelines,
                it -> it.topics().signals() + " with " + it.model(),
                "pipelines over one topic must have models of names of their own, by which orders among the signals tell them"
                        + " apart",
                "train or publish one of them under another name");
    }

    private static void requireName(Facts pipeline) {
        if (!NAME.matcher(pipeline.name()).matches()) {
            throw new IllegalArgumentException("the name of a pipeline must be small letters, digits and dashes, 64 at"
                    + " most, since it is part of the names of topics, but was '" + pipeline.name() + "': rename it");
        }
    }

    private static void requireOwn(List<Facts> pipelines, Function<Facts, String> what, String rule, String remedy) {
        Map<String, Facts> met = new HashMap<>();
        for (Facts pipeline : pipelines) {
            Facts other = met.put(what.apply(pipeline), pipeline);
            if (other != null) {
                throw new IllegalArgumentException(rule + " but " + other.name() + " and " + pipeline.name()
                        + " both have " + what.apply(pipeline) + ": " + remedy);
            }
        }
    }
}
