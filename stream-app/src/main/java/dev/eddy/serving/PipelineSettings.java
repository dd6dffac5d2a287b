package dev.eddy.serving;

import dev.eddy.event.SignalFormat;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Device;
import dev.eddy.inference.DeviceShares;
import dev.eddy.inference.GpuUse;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.Placement;
import dev.eddy.inference.SequenceModel;
import dev.eddy.topology.PipelineRules;
import dev.eddy.topology.TopologySettings;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline as it was asked for.
 *
 * @param name of it; empty where it is the only one
 * @param topics names and bounds
 * @param file the model with which it begins
 * @param placement where that one runs, and those that take over from it
 */
public record PipelineSettings(String name, TopologySettings topics, ModelFile file, Placement placement) {

    /** The only pipeline of an app, on the processor. */
    public static PipelineSettings only(TopologySettings topics, ModelFile file) {
        Placement here = new Placement(Device.CPU, Optional.empty(), BatchPolicy.CPU.limit(), GpuUse.DEFAULT);
        return new PipelineSettings("", topics, file, here);
    }

    /**
     * Checks that pipelines can be side by side, and what each of them needs for its signals.
     *
     * @throws IllegalArgumentException when they would lose something
     */
    public static void require(List<PipelineSettings> pipelines) {
        PipelineRules.require(pipelines.stream()
                .map(it -> new PipelineRules.Facts(
                        it.name(), it.topics(), it.file().manifest().name()))
                .toList());
        pipelines.forEach(PipelineSettings::requireRules);
    }

    /** Whether several topics make its signal. */
    public boolean isFused() {
        return !topics.feeds().isEmpty();
    }

    private void requireRules() {
        if ((isFused() || topics.format() == SignalFormat.READINGS)
                && file.manifest().window().resample() == null) {
            throw new IllegalArgumentException(
                    "readings at any times, and signals of several topics, must have a rule by"
                            + " which they become samples but the manifest says nothing (window.resample): give --resample"
                            + " hold:SAMPLES");
        }
        if (isFused() && topics.bounds().grace().isZero()) {
            throw new IllegalArgumentException(
                    "signals of several topics must have a grace as long as one topic may be ahead"
                            + " of another, but --grace is 0: give --grace, like 2s");
        }
    }

    /** Makes its first model ready to score, beside others on a GPU. */
    public SequenceModel open(DeviceShares shares) {
        return placement.open(file, shares);
    }
}
