package dev.eddy.inference;

import dev.eddy.model.Axis;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Window;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The input tensor: its shape for a batch, and the way from a window's {@code [sample][channel]} to its axes. Used by one
 * thread.
 */
final class WindowTensor {

    private final List<Axis> axes;
    private final int samples;
    private final int channels;
    private final StackedTensor tensor;
    private final float[] turned;
    private float[] zeros = {};

    WindowTensor(ModelManifest manifest) {
        this.axes = manifest.input().axes();
        this.samples = manifest.window().length();
        this.channels = manifest.channelsGiven();
        List<Integer> sizes = new ArrayList<>();
        axes.stream().filter(axis -> axis != Axis.BATCH).forEach(axis -> sizes.add(size(axis)));
        this.tensor = new StackedTensor(RowLayout.of(sizes, axes.indexOf(Axis.BATCH)));
        this.turned = new float[channelsFirst() ? samples * channels : 0];
    }

    /** Whether the windows of a row lie one behind the other, so that a row may have several. */
    boolean takesRuns() {
        return axes.size() > 2 && axes.get(0) == Axis.BATCH && axes.get(1) == Axis.STEP;
    }

    /** The shape of the tensor for a number of rows of so many windows. */
    long[] shape(int batch, int steps) {
        return axes.stream()
                .mapToLong(axis -> axis == Axis.BATCH ? batch : axis == Axis.STEP ? steps : size(axis))
                .toArray();
    }

    /** Rows of fewer windows than {@code steps} are filled up with zeros. */
    StackedTensor stack(List<Step> batch, int steps) {
        int places = batch.size() * steps;
        FloatBuffer buffer = tensor.reserve(places);
        for (int row = 0; row < batch.size(); row++) {
            List<Window> windows = batch.get(row).windows();
            for (int i = 0; i < steps; i++) {
                float[] values = i < windows.size() ? turn(windows.get(i).values()) : zeros();
                tensor.layout().stack(values, 0, buffer, row * steps + i, places);
            }
        }
        return tensor;
    }

    private float[] zeros() {
        if (zeros.length == 0) {
            zeros = new float[samples * channels];
        }
        return zeros;
    }

    private int size(Axis axis) {
        return switch (axis) {
            case BATCH, STEP -> 1;
            case SAMPLE -> axes.contains(Axis.CHANNEL) ? samples : samples * channels;
            case CHANNEL -> axes.contains(Axis.SAMPLE) ? channels : samples * channels;
        };
    }

    private boolean channelsFirst() {
        int channel = axes.indexOf(Axis.CHANNEL);
        return channel >= 0 && channel < axes.indexOf(Axis.SAMPLE);
    }

    private float[] turn(float[] values) {
        if (turned.length == 0) {
            return values;
        }
        for (int s = 0; s < samples; s++) {
            for (int c = 0; c < channels; c++) {
                turned[c * samples + s] = values[s * channels + c];
            }
        }
        return turned;
    }
}
