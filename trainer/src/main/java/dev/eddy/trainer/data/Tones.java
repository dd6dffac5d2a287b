package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Fields;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Made-up audio, 8 kHz, in which somebody whistles a word of two tones now and then: up, down or flat, each at a pitch
 * of the whistler's own. The label is the word for 320 ms after its end, when all of it has been heard, and silence at
 * all other times.
 *
 * @param whistlers how many recordings
 * @param seconds length of each one
 */
record Tones(MadeUp whistlers, int seconds) implements DataSource {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 8000);
    private static final List<String> LABELS = List.of("silence", "up", "down", "flat");
    /** Per label the steps of pitch of its two tones. */
    private static final int[][] WORDS = {{}, {0, 1}, {1, 0}, {0, 0}};

    private static final int TONE = 960;
    private static final int HEARD = 2560;
    private static final double INTERVAL = 1.5;
    private static final float SCALE = 32768f;

    static Tones of(Fields fields) {
        return new Tones(MadeUp.read(fields), fields.integer("seconds", 1, 3600));
    }

    @Override
    public DataSet load(Path folder) {
        List<Entry> entries = whistlers.entries("whistler", this::whistler);
        return new DataSet("tones", SIGNAL, List.of("audio"), LABELS, List.of(), true, entries);
    }

    @Override
    public String split() {
        return "by whistler: " + whistlers.phrase();
    }

    private LabelledRecording whistler(int number, Split split) {
        Draws draws = new Draws(number);
        Voice voice = new Voice(draws.between(500, 900), draws.between(0.1, 0.4));
        double noise = draws.between(0.01, 0.05);
        double[] sound = new double[seconds * (int) SIGNAL.sampleRate()];
        int[] labels = new int[sound.length];
        for (int at = pause(draws); at + 2 * TONE + HEARD < sound.length; at += 2 * TONE + HEARD + pause(draws)) {
            int word = 1 + draws.below(LABELS.size() - 1);
            voice.say(WORDS[word], sound, at);
            Arrays.fill(labels, at + 2 * TONE, at + 2 * TONE + HEARD, word);
        }
        float[] values = new float[sound.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.rint((sound[i] + draws.noise(noise)) * SCALE) / SCALE;
        }
        String key = "whistler-" + number;
        Recording recording = new Recording(key, START_MICROS, SIGNAL, values);
        return new LabelledRecording(recording, split, key, LabelTrack.of(labels));
    }

    private static int pause(Draws draws) {
        return 800 + draws.below(4000);
    }

    /** One whistler's low tone (Hz) and loudness. */
    private record Voice(double low, double loudness) {

        void say(int[] tones, double[] into, int from) {
            for (int i = 0; i < tones.length * TONE; i++) {
                double pitch = tones[i / TONE] == 0 ? low : low * INTERVAL;
                double swell = StrictMath.sin(Math.PI * (i % TONE) / TONE);
                into[from + i] = loudness * swell * StrictMath.sin(2 * Math.PI * pitch * i / SIGNAL.sampleRate());
            }
        }
    }
}
