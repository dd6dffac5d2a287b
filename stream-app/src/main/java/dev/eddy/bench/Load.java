package dev.eddy.bench;

import dev.eddy.model.ModelManifest;
import dev.eddy.recording.Recording;
import dev.eddy.signal.Samples;
import dev.eddy.signal.WindowSpec;
import java.util.Random;

/**
 * The input that all contenders get: seeded noise, every key in events of the same size. An event is a cut from one table
 * of noise, so that it can be made again at any time.
 */
final class Load {

    private static final String KEY = "key-";
    private static final int NOISE = 1 << 20;
    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final long KEY_FACTOR = 0x9E3779B97F4A7C15L;
    private static final long EVENT_FACTOR = 0xBF58476D1CE4E5B9L;

    private final ModelManifest model;
    private final Bench.Size size;
    private final float[] noise;

    Load(ModelManifest model, Bench.Size size) {
        this.model = model;
        this.size = size;
        this.noise = new float[NOISE + size.eventSamples() * model.signal().channels()];
        Random random = new Random(size.seed());
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
    }

    int keys() {
        return size.keys();
    }

    long windows() {
        return (long) size.keys() * size.windows();
    }

    /** Samples of one key: as many as its windows need, and no more. */
    int samples() {
        WindowSpec window = model.window();
        return (size.windows() - 1) * window.hop() - window.lead() + window.length();
    }

    int events() {
        return ceil(samples(), size.eventSamples());
    }

    /** The keys do not complete their windows all at once: each begins some turns after the first. */
    int delay(int key) {
        return key % delays();
    }

    /** How often every key gets its turn to send an event until all are sent. */
    int turns() {
        return events() + delays() - 1;
    }

    private int delays() {
        return ceil(model.window().hop(), size.eventSamples());
    }

    static String name(int key) {
        return KEY + key;
    }

    /** The inverse of {@link #name}. */
    static int number(String name) {
        return Integer.parseInt(name, KEY.length(), name.length(), 10);
    }

    /** How many windows of a key are complete after one of its events. */
    int complete(int event) {
        WindowSpec window = model.window();
        int after = Math.min(samples(), (event + 1) * size.eventSamples()) + window.lead() - window.length();
        return after < 0 ? 0 : after / window.hop() + 1;
    }

    Samples event(int key, int event) {
        int from = event * size.eventSamples();
        int count = Math.min(size.eventSamples(), samples() - from);
        float[] values = new float[count * model.signal().channels()];
        int at = (int) (((key + 1) * KEY_FACTOR + event * EVENT_FACTOR) >>> 44);
        System.arraycopy(noise, at, values, 0, values.length);
        return new Samples(START_MICROS + model.signal().micros(from), values, false);
    }

    /** All samples of a key in one piece. */
    Recording recording(int key) {
        int channels = model.signal().channels();
        float[] values = new float[samples() * channels];
        for (int event = 0; event < events(); event++) {
            float[] part = event(key, event).values();
            System.arraycopy(part, 0, values, event * size.eventSamples() * channels, part.length);
        }
        return new Recording(name(key), START_MICROS, model.signal(), values);
    }

    private static int ceil(int number, int divisor) {
        return (number + divisor - 1) / divisor;
    }
}
