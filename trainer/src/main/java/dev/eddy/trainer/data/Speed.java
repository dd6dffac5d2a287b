package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Fields;
import java.nio.file.Path;
import java.util.List;

/**
 * A made-up noisy oscillation, 200 samples a second, that speeds up and slows down; its frequency (Hz, 2 to 12) is the
 * number to be predicted at every sample. Nothing is labelled.
 *
 * @param shafts how many recordings
 * @param seconds length of each one
 */
record Speed(MadeUp shafts, int seconds) implements DataSource {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 200);
    private static final double SLOWEST = 2;
    private static final double FASTEST = 12;
    /** A new speed is aimed at about so often, in samples. */
    private static final int HOLD = 600;

    static Speed of(Fields fields) {
        return new Speed(MadeUp.read(fields), fields.integer("seconds", 1, 3600));
    }

    @Override
    public DataSet load(Path folder) {
        List<Entry> entries = shafts.entries("shaft", this::shaft);
        return new DataSet("speed", SIGNAL, List.of("signal"), List.of(), List.of("speed"), false, entries);
    }

    @Override
    public String split() {
        return "by recording: " + shafts.phrase();
    }

    private LabelledRecording shaft(int number, Split split) {
        Draws draws = new Draws(number);
        float[] values = new float[(int) (seconds * SIGNAL.sampleRate())];
        float[] speeds = new float[values.length];
        double height = draws.between(0.7, 1.3);
        double turns = draws.between(0, 1);
        double aim = draws.between(SLOWEST, FASTEST);
        double speed = aim;
        for (int i = 0; i < values.length; i++) {
            aim = draws.below(HOLD) == 0 ? draws.between(SLOWEST, FASTEST) : aim;
            speed += 0.01 * (aim - speed);
            turns += speed / SIGNAL.sampleRate();
            speeds[i] = (float) speed;
            values[i] = (float) (height * StrictMath.sin(2 * Math.PI * turns) + draws.noise(0.1));
        }
        String key = "shaft-" + number;
        Recording recording = new Recording(key, START_MICROS, SIGNAL, values);
        return new LabelledRecording(recording, split, key, LabelTrack.none(), speeds);
    }
}
