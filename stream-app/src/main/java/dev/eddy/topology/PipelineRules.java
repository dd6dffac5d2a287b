package dev.eddy.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What must hold of pipelines side by side, so that each of them does what it would do alone. */
final class PipelineRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    private PipelineRules() {}

    static void require(List<Pipeline> pipelines) {
        if (pipelines.isEmpty()) {
            throw new IllegalArgumentException("an app must have a pipeline but has none: name one");
        }
        if (pipelines.size() > 1) {
            pipelines.forEach(PipelineRules::requireName);
        }
        requireOwn(pipelines, Pipeline::name, "pipelines must have names of their own", "rename one");
        requireOwn(
                pipelines,
                it -> it.topics().predictions(),
                "pipelines must write predictions to topics of their own",
                "give one of them another topic of predictions");
        requireOwn(
                pipelines,
                it -> it.topics().signals() + " with " + it.model().name(),
                "pipelines over one topic must have models of names of their own, by which orders among the signals tell them"
                        + " apart",
                "train or publish one of them under another name");
    }

    private static void requireName(Pipeline pipeline) {
        if (!NAME.matcher(pipeline.name()).matches()) {
            throw new IllegalArgumentException("the name of a pipeline must be small letters, digits and dashes, 64 at"
                    + " most, since it is part of the names of topics, but was '" + pipeline.name() + "': rename it");
        }
    }

    private static void requireOwn(
            List<Pipeline> pipelines, Function<Pipeline, String> what, String rule, String remedy) {
        Map<String, Pipeline> met = new HashMap<>();
        for (Pipeline pipeline : pipelines) {
            Pipeline other = met.put(what.apply(pipeline), pipeline);
            if (other != null) {
                throw new IllegalArgumentException(rule + " but " + other.name() + " and " + pipeline.name()
                        + " both have " + what.apply(pipeline) + ": " + remedy);
            }
        }
    }
}
