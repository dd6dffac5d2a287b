package dev.eddy.model;

import java.util.EnumSet;
import java.util.List;

/**
 * The tensor that takes the windows.
 *
 * @param tensor its name in the graph
 * @param axes what its axes count, outermost first, each at most once, {@code batch} among them. An axis that is absent
 *     has size 1 and takes no place in the tensor; where {@code sample} and {@code channel} are neighbours and only one
 *     is named, the tensor has both flattened into it
 */
public record InputSpec(String tensor, List<Axis> axes) {

    /** Copies the axes. */
    public InputSpec {
        axes = List.copyOf(axes);
    }

    void check(long valuesPerWindow, Problems problems) {
        problems.requireText("input.tensor", tensor);
        if (axes.isEmpty() || EnumSet.copyOf(axes).size() != axes.size() || !axes.contains(Axis.BATCH)) {
            problems.add("input.axes must name batch and each other axis at most once but was " + axes
                    + "; for example [\"batch\", \"step\", \"sample\", \"channel\"]");
        }
        problems.require(
                valuesPerWindow == 1 || axes.contains(Axis.SAMPLE) || axes.contains(Axis.CHANNEL),
                "input.axes must name sample or channel for the " + valuesPerWindow + " values of a window but was "
                        + axes);
    }
}
