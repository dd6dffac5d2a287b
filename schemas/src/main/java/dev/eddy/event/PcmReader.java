package dev.eddy.event;

import dev.eddy.event.UnreadableEventException.Reason;
import dev.eddy.signal.Micros;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Bare samples: signed 16-bit little endian, the channels of one sample side by side. Headers say the rest, as text: {@value
 * #START} (time of the first sample in microseconds since 1970, by default the time of the record, which knows milliseconds
 * alone), {@value #RATE} and {@value #CHANNELS} (by default the model's), {@value #END} and {@value #RESET} ({@code true}, by
 * default not). Any thread may call.
 */
public final class PcmReader implements SignalReader {

    /** Time of the first sample, microseconds since 1970. */
    public static final String START = "eddy.start";

    /** Samples per second and channel. */
    public static final String RATE = "eddy.rate";

    /** Values per sample. */
    public static final String CHANNELS = "eddy.channels";

    /** Whether the event ends after the last sample. */
    public static final String END = "eddy.end-of-event";

    /** Whether a new epoch is asked for. */
    public static final String RESET = "eddy.reset";

    private static final long MICROS_PER_MILLI = 1000;

    private final SignalSpec signal;
    private final SampleCodec codec;

    PcmReader(SignalSpec signal, int maxSamples) {
        this.signal = signal;
        this.codec = new SampleCodec(signal, maxSamples);
    }

    @Override
    public Samples read(Envelope envelope, byte[] value) {
        Headers headers = envelope.headers();
        try {
            long millis = envelope.timestampMillis();
            String start = text(headers, START, millis < 0 ? "-1" : millis * MICROS_PER_MILLI + "");
            return codec.decode(new SignalChunk(
                    Micros.time(Long.parseLong(start)),
                    Double.parseDouble(text(headers, RATE, signal.sampleRate() + "")),
                    Integer.parseInt(text(headers, CHANNELS, signal.channels() + "")),
                    Encoding.PCM_S16LE,
                    ByteBuffer.wrap(value),
                    text(headers, END, "false").equals("true"),
                    text(headers, RESET, "false").equals("true")));
        } catch (NumberFormatException e) {
            throw new UnreadableEventException(
                    Reason.BAD_HEADER, envelope.topic(), "has a header that is no number: " + e.getMessage(), e);
        }
    }

    private static String text(Headers headers, String name, String absent) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? absent : new String(header.value(), StandardCharsets.UTF_8);
    }
}
