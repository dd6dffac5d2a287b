package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.trainer.config.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Made-up machines whose faults come and go. Needs no files.
 *
 * @param seed of the first machine; the others count up from it
 * @param train machines in the training part
 * @param test machines in the test part
 * @param seconds length of each machine's recording
 */
record Vibration(int seed, int train, int test, int seconds) implements DataSource {

    static Vibration of(Fields fields) {
        return new Vibration(
                fields.integer("seed", 0, Integer.MAX_VALUE - 100_000),
                fields.integer("train", 1, 10_000),
                fields.integer("test", 1, 10_000),
                fields.integer("seconds", 1, 3600));
    }

    @Override
    public DataSet load(Path folder) {
        List<LabelledRecording> machines = Stream.concat(
                        IntStream.range(0, train).mapToObj(i -> machine(seed + i, Split.TRAIN)),
                        IntStream.range(train, train + test).mapToObj(i -> machine(seed + i, Split.TEST)))
                .toList();
        return new DataSet(
                "vibration",
                VibrationMachine.SIGNAL,
                VibrationMachine.CHANNELS,
                VibrationMachine.LABELS,
                false,
                machines);
    }

    @Override
    public String split() {
        return "by machine: seeds %d-%d train, %d-%d test"
                .formatted(seed, seed + train - 1, seed + train, seed + train + test - 1);
    }

    private LabelledRecording machine(int number, Split split) {
        int samples = (int) Math.round(seconds * VibrationMachine.SIGNAL.sampleRate());
        VibrationMachine.Block block = new VibrationMachine(number).next(samples);
        String key = "machine-" + number;
        Recording recording = new Recording(key, START_MICROS, VibrationMachine.SIGNAL, block.values());
        return new LabelledRecording(recording, split, key, LabelTrack.of(block.labels()));
    }
}
