package dev.eddy.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import java.util.Base64;

/**
 * What the live page is told of an event: little, since it is told often. Times in microseconds since 1970. Any thread may
 * call.
 */
final class LiveJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** More than a page has pixels for. */
    private static final int POINTS_PER_SECOND = 200;

    private static final int MOST_CHANNELS = 4;
    private static final int MOST_OUTPUTS = 1024;
    private static final int MOST_UNITS = 64;
    private static final int LARGEST = 127;

    private final SignalSpec signal;

    LiveJson(SignalSpec signal) {
        this.signal = signal;
    }

    /** The first channels of a chunk: of every few samples the lowest and the highest, so that no peak is lost. */
    String signal(String key, Samples samples) {
        int count = samples.values().length / signal.channels();
        int stride = (int) Math.max(1, Math.floor(signal.sampleRate() / POINTS_PER_SECOND));
        ObjectNode json = JSON.createObjectNode();
        json.put("key", key);
        json.put("time", samples.startMicros());
        json.put("every", signal.micros(stride));
        ArrayNode channels = json.putArray("channels");
        for (int channel = 0; channel < Math.min(signal.channels(), MOST_CHANNELS); channel++) {
            ObjectNode bounds = channels.addObject();
            ArrayNode low = bounds.putArray("low");
            ArrayNode high = bounds.putArray("high");
            for (int from = 0; from < count; from += stride) {
                bounds(samples.values(), channel, from, Math.min(count, from + stride), low, high);
            }
        }
        return json.toString();
    }

    private void bounds(float[] values, int channel, int from, int to, ArrayNode low, ArrayNode high) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            float value = values[i * signal.channels() + channel];
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        low.add(least);
        high.add(most);
    }

    /** A scored window: outputs in the order of the manifest, and some units of the hidden state, a byte each. */
    String step(String key, String label, StepResult.Scored result) {
        Window window = result.step().window();
        ObjectNode json = JSON.createObjectNode();
        json.put("key", key);
        json.put("epoch", window.epoch());
        json.put("step", window.step());
        json.put("start", window.startMicros());
        json.put("end", window.endMicros());
        json.put("label", label);
        ArrayNode outputs = json.putArray("outputs");
        for (int i = 0; i < Math.min(result.outputs().length, MOST_OUTPUTS); i++) {
            outputs.add(result.outputs()[i]);
        }
        state(result.state(), json);
        return json.toString();
    }

    private static void state(float[] state, ObjectNode json) {
        int units = Math.min(state.length, MOST_UNITS);
        float scale = Float.MIN_NORMAL;
        for (int i = 0; i < units; i++) {
            scale = Math.max(scale, Math.abs(unit(state, i, units)));
        }
        byte[] bytes = new byte[units];
        for (int i = 0; i < units; i++) {
            bytes[i] = (byte) Math.round(unit(state, i, units) / scale * LARGEST);
        }
        json.put("of", state.length);
        json.put("scale", scale / LARGEST);
        json.put("state", Base64.getEncoder().encodeToString(bytes));
    }

    /** Evenly spread over all. */
    private static float unit(float[] state, int index, int units) {
        return state[(int) ((long) index * state.length / units)];
    }
}
