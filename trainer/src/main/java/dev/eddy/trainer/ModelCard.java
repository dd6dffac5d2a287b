package dev.eddy.trainer;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.Provenance;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.head.Model;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model file says about itself.
 *
 * @param fitting what was fitted on what
 * @param dataHash of what it was fitted and tested on
 * @param metrics what was measured on the test part, by name
 */
record ModelCard(Fitting fitting, String dataHash, Map<String, Double> metrics) {

    /** The same with other metrics. */
    ModelCard with(Map<String, Double> others) {
        return new ModelCard(fitting, dataHash, others);
    }

    ModelFile file(Model model) {
        StreamGraph graph = graph();
        List<String> answers = model.export(graph);
        return finish(graph, answers, manifest(graph, model, model.head().outputs()));
    }

    /** The same without a head: what the network says at each step, {@code [batch][step][value]}. */
    ModelFile raw(Model model) {
        StreamGraph graph = graph();
        String last = model.network().export(graph);
        String raw = graph.nodes().op("Transpose", List.of(last), Attribute.ofAll("perm", 0, 2, 1));
        List<Integer> shape = List.of(model.head().width());
        OutputSpec output = new OutputSpec("raw", OutputSpec.Kind.RAW, shape, List.of(), List.of());
        return finish(graph, List.of(raw), manifest(graph, model, List.of(output)));
    }

    private StreamGraph graph() {
        WindowSpec window = fitting.experiment().window();
        int channels = window.given(fitting.data().signal()).channels();
        return new StreamGraph(fitting.experiment().name(), window.length(), channels);
    }

    private static ModelFile finish(StreamGraph graph, List<String> answers, ModelManifest manifest) {
        return new ModelFile(graph.finish(answers, manifest), manifest);
    }

    private ModelManifest manifest(StreamGraph graph, Model model, List<OutputSpec> outputs) {
        return new ModelManifest(
                fitting.experiment().name(),
                fitting.experiment().version(),
                fitting.data().signal(),
                fitting.experiment().window(),
                new InputSpec(StreamGraph.SIGNAL, List.of(Axis.BATCH, Axis.STEP, Axis.SAMPLE, Axis.CHANNEL)),
                graph.states(),
                StreamGraph.LENGTHS,
                List.of(),
                outputs,
                provenance(model));
    }

    private Provenance provenance(Model model) {
        Map<String, Double> numbers = new TreeMap<>(metrics);
        numbers.put("fit.parameters", (double) model.network().size());
        model.head().constants().forEach((name, value) -> numbers.put("fit." + name, value));
        return new Provenance(
                Versions.line(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                fitting.data().name(),
                dataHash,
                fitting.experiment().data().source().split(),
                fitting.experiment().seed(),
                numbers);
    }
}
