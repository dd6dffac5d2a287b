package dev.eddy.trainer;

import dev.eddy.model.Axis;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.Provenance;
import dev.eddy.trainer.data.DataHash;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.head.Model;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * What a model file says about itself.
 *
 * @param experiment that made it
 * @param data that it was fitted and tested on
 * @param metrics what was measured on the test part, by name
 */
record ModelCard(Experiment experiment, DataSet data, Map<String, Double> metrics) {

    ModelFile file(Model model) {
        StreamGraph graph = new StreamGraph(
                experiment.name(), experiment.window().length(), data.signal().channels());
        List<String> answers = model.export(graph);
        ModelManifest manifest = manifest(graph, model.head().outputs());
        return new ModelFile(graph.finish(answers, manifest), manifest);
    }

    private ModelManifest manifest(StreamGraph graph, List<OutputSpec> outputs) {
        return new ModelManifest(
                experiment.name(),
                experiment.version(),
                data.signal(),
                experiment.window(),
                new InputSpec(StreamGraph.SIGNAL, List.of(Axis.BATCH, Axis.STEP, Axis.SAMPLE, Axis.CHANNEL)),
                graph.states(),
                StreamGraph.LENGTHS,
                List.of(),
                outputs,
                provenance());
    }

    private Provenance provenance() {
        return new Provenance(
                Main.VERSION,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                data.name(),
                DataHash.of(data),
                experiment.data().source().split(),
                experiment.seed(),
                metrics);
    }
}
