package dev.eddy.flink;

import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import dev.eddy.event.RegistryConfig;
import dev.eddy.event.SignalChunk;
import dev.eddy.inference.Device;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.OnnxModel;
import dev.eddy.topology.EventDoor;
import dev.eddy.topology.Predictions;
import dev.eddy.topology.TopologySettings;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a job does, in words that can be sent to where it is done.
 *
 * @param model file with the model
 * @param registry where the schemas are kept
 * @param signals topic that is read
 * @param predictions topic that is written
 */
record Work(String model, String registry, String signals, String predictions) implements Serializable {

    ModelFile file() {
        return ModelFile.read(Path.of(model), Optional.empty());
    }

    /** Opens all that is needed to score. */
    Tools open() {
        ModelFile file = file();
        RegistryConfig config = RegistryConfig.of(registry);
        EventSerde<SignalChunk> chunks = EventSerde.of(SignalChunk.class, config);
        EventSerde<Prediction> written = EventSerde.of(Prediction.class, config);
        TopologySettings settings = new TopologySettings(
                signals, predictions, predictions + "-dead-letters", TopologySettings.Bounds.DEFAULT);
        return new Tools(
                OnnxModel.open(file, Device.CPU),
                new EventDoor(settings, chunks, written, file.manifest()),
                new Predictions(file.manifest()),
                () -> {
                    chunks.close();
                    written.close();
                });
    }

    /** The same as in the stream app, of one task. One thread. */
    record Tools(OnnxModel model, EventDoor door, Predictions words, Runnable ending) implements AutoCloseable {

        @Override
        public void close() {
            model.close();
            ending.run();
        }
    }
}
