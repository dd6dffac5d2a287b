package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the list of layers of an experiment, each {@code kind: {its fields}}. */
public final class LayerReader {

    private static final Map<String, Function<Fields, LayerSpec>> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("activation", Activation::read),
            Map.entry("attention", Attention::read),
            Map.entry("batchNorm", fields -> new BatchNorm()),
            Map.entry("conv1d", Conv1d::read),
            Map.entry("conv2d", Conv2d::read),
            Map.entry("decoder", Decoder::read),
            Map.entry("dense", Dense::read),
            Map.entry("dropout", Dropout::read),
            Map.entry("embedding", Embedding::read),
            Map.entry("extrapolate", Extrapolate::read),
            Map.entry("flatten", fields -> new Flatten()),
            Map.entry("fusion", Fusion::read),
            Map.entry("logMel", LogMel::read),
            Map.entry("maskBand", MaskBand::read),
            Map.entry("noise", Noise::read),
            Map.entry("normalize", fields -> new Normalize()),
            Map.entry("pool1d", Pool1d::read),
            Map.entry("pool2d", Pool2d::read),
            Map.entry("readout", Readout::read),
            Map.entry("recurrent", Recurrent::read),
            Map.entry("resample", Resample::read),
            Map.entry("reshape", Reshape::read),
            Map.entry("spectrogram", Spectrogram::read),
            Map.entry("subtractLast", fields -> new SubtractLast())));

    private LayerReader() {}

    /**
     * Reads all layers.
     *
     * @param items one mapping with one entry per layer
     * @return the layers that could be read; what could not is among the problems
     */
    public static List<LayerSpec> read(List<Fields> items) {
        return items.stream().map(LayerReader::read).flatMap(Optional::stream).toList();
    }

    private static Optional<LayerSpec> read(Fields item) {
        Map<String, Fields> entries = item.entries();
        if (entries.size() != 1) {
            item.problems()
                    .add("%s must name one layer but names %s; write for example - dense: {units: 6}"
                            .formatted(item.path(), entries.keySet()));
            return Optional.empty();
        }
        Map.Entry<String, Fields> entry = entries.entrySet().iterator().next();
        Optional<Function<Fields, LayerSpec>> kind = Optional.ofNullable(KINDS.get(entry.getKey()));
        if (kind.isEmpty()) {
            item.problems()
                    .add("%s names no known layer: %s"
                            .formatted(entry.getValue().path(), Names.advice(entry.getKey(), KINDS.keySet())));
        }
        return kind.map(entry.getValue()::read);
    }
}
