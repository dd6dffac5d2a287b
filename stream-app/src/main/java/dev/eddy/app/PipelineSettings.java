package dev.eddy.app;

import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.Placement;
import dev.eddy.inference.SequenceModel;
import dev.eddy.topology.TopologySettings;
import java.util.Optional;

/**
 * A pipeline as it was asked for.
 *
 * @param name of it; empty where it is the only one
 * @param topics names and bounds
 * @param file the model with which it begins
 * @param placement where that one runs, and those that take over from it
 */
record PipelineSettings(String name, TopologySettings topics, ModelFile file, Placement placement) {

    private static final double TOLERANCE = 1e-3;

    /** The only pipeline of an app, on the processor. */
    static PipelineSettings only(TopologySettings topics, ModelFile file) {
        Placement here = new Placement(Device.CPU, Optional.empty(), BatchPolicy.CPU.limit(), TOLERANCE);
        return new PipelineSettings("", topics, file, here);
    }

    /** Makes its first model ready to score. */
    SequenceModel open() {
        return placement.open(file);
    }
}
