package dev.eddy.inference;

import dev.eddy.model.Axis;
import dev.eddy.model.ModelManifest;
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

    WindowTensor(ModelManifest manifest) {
        this.axes = manifest.input().axes();
        this.samples = manifest.window().length();
        this.channels = manifest.channelsGiven();
        List<Integer> sizes = new ArrayList<>();
        axes.stream().filter(axis -> axis != Axis.BATCH).forEach(axis -> sizes.add(size(axis)));
        this.tensor = new StackedTensor(RowLayout.of(sizes, axes.indexOf(Axis.BATCH)), this::shape);
        this.turned = new float[channelsFirst() ? samples * channels : 0];
    }

    /** The shape of the tensor for a number of rows, one step each. */
    long[] shape(int batch) {
        return axes.stream()
                .mapToLong(axis -> axis == Axis.BATCH ? batch : size(axis))
                .toArray();
    }

    StackedTensor stack(List<Step> batch) {
        var buffer = tensor.reserve(batch.size());
        for (int row = 0; row < batch.size(); row++) {
            tensor.layout().stack(turn(batch.get(row).window().values()), 0, buffer, row, batch.size());
        }
        return tensor;
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
