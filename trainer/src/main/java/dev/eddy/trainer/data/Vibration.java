package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.recording.VibrationMachine;
import dev.eddy.trainer.config.Fields;
import java.nio.file.Path;
import java.util.List;

/**
 * Made-up machines whose faults come and go. Needs no files.
 *
 * @param machines how many
 * @param seconds length of each machine's recording
 */
record Vibration(MadeUp machines, int seconds) implements DataSource {

    static Vibration of(Fields fields) {
        return new Vibration(MadeUp.read(fields), fields.integer("seconds", 1, 3600));
    }

    @Override
    public DataSet load(Path folder) {
        return new DataSet(
                "vibration",
                VibrationMachine.SIGNAL,
                VibrationMachine.CHANNELS,
                VibrationMachine.LABELS,
                List.of(),
                false,
                machines.entries("machine", this::machine));
    }

    @Override
    public String split() {
        return "by machine: " + machines.phrase();
    }

    private LabelledRecording machine(int number, Split split) {
        int samples = (int) Math.round(seconds * VibrationMachine.SIGNAL.sampleRate());
        VibrationMachine.Block block = new VibrationMachine(number).next(samples);
        String key = "machine-" + number;
        Recording recording = new Recording(key, START_MICROS, VibrationMachine.SIGNAL, block.values());
        return new LabelledRecording(recording, split, key, LabelTrack.of(block.labels()));
    }
}
