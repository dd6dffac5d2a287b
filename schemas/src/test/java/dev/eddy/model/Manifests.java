package dev.eddy.model;

import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.List;
import java.util.Map;

/** Manifests to test with. */
final class Manifests {

    static final String MINIMAL = """
            {
              "name": "silero", "version": "5",
              "signal": {"channels": 1, "sampleRate": 16000},
              "window": {"length": 576, "hop": 512, "lead": 64},
              "input": {"tensor": "input", "axes": ["batch", "sample"]},
              "outputs": [{"tensor": "output", "kind": "anomaly", "shape": [1]}]
            }
            """;

    private Manifests() {}

    static ModelManifest full() {
        return new ModelManifest(
                "digits",
                "3",
                new SignalSpec(2, 8000),
                new WindowSpec(256, 128, 64, 16),
                new InputSpec("x", List.of(Axis.BATCH, Axis.STEP, Axis.SAMPLE, Axis.CHANNEL)),
                List.of(new StateSpec("h", "hN", List.of(1, 64), 1, 0), new StateSpec("t", "tN", List.of(), 0, -1.5f)),
                "lengths",
                List.of(new ConstantSpec("sr", ConstantSpec.Type.INT64, List.of(), List.of(8000.0))),
                List.of(
                        new OutputSpec("level", OutputSpec.Kind.REGRESSION, List.of(2), List.of(), List.of("Pa", "K")),
                        new OutputSpec("p", OutputSpec.Kind.CLASSIFICATION, List.of(2), List.of("a", "b"), List.of())),
                new Provenance(
                        "eddy 0.1.0", "2026-11-21T10:00:00Z", "digits", "ab12", "by speaker", 7, Map.of("f1", 0.5)));
    }

    static ModelManifest with(InputSpec input, List<StateSpec> states, List<OutputSpec> outputs) {
        return new ModelManifest(
                "m", "1", new SignalSpec(2, 10), WindowSpec.tumbling(4), input, states, null, List.of(), outputs, null);
    }
}
