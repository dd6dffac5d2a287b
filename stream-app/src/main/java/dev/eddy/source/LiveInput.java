package dev.eddy.source;

import dev.eddy.event.Encoding;
import dev.eddy.recording.LiveCsv;
import dev.eddy.recording.LiveSample;
import dev.eddy.recording.ReadOptions;
import dev.eddy.signal.SignalSpec;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A signal that is still going on: standard input or the microphone.
 *
 * @param options key, rate and start
 * @param raw how values are packed where they are bare bytes, not lines
 * @param channels of bare bytes
 * @param duration of signal after which it is over
 */
public record LiveInput(ReadOptions options, Optional<Encoding> raw, int channels, Duration duration) {

    public static final Path STANDARD_INPUT = Path.of("-");
    static final Path MICROPHONE = Path.of("microphone");

    private static final double MICROPHONE_HERTZ = 16_000;

    /**
     * Whether one of them goes on while it is read.
     *
     * @param inputs files, {@code -} or {@code microphone}
     * @return true for the latter two
     */
    public static boolean isIn(List<Path> inputs) {
        return inputs.contains(STANDARD_INPUT) || inputs.contains(MICROPHONE);
    }

    /**
     * Opens an input. The pieces come as they are heard: to ask for the next one waits for it.
     *
     * @param input {@code -} or {@code microphone}
     * @param length of a piece
     * @return its pieces
     * @throws IllegalStateException when there is no microphone
     */
    public Iterator<Piece> pieces(Path input, ChunkLength length) {
        return input.equals(MICROPHONE) ? microphone(length) : standardInput(length);
    }

    private Iterator<Piece> microphone(ChunkLength length) {
        double rate = options.sampleRate() == 0 ? MICROPHONE_HERTZ : options.sampleRate();
        SignalSpec signal = new SignalSpec(channels, rate);
        return pieces(bytes(Microphone.open(signal), Encoding.PCM_S16LE, signal, "microphone"), signal, length);
    }

    private Iterator<Piece> standardInput(ChunkLength length) {
        if (raw.isPresent()) {
            SignalSpec signal = new SignalSpec(channels, options.sampleRate());
            return pieces(bytes(System.in, raw.get(), signal, "stdin"), signal, length);
        }
        LiveCsv lines = new LiveCsv("stdin", new InputStreamReader(System.in, StandardCharsets.UTF_8), options);
        return pieces(lines, lines.signal(), length);
    }

    private LivePcm bytes(InputStream in, Encoding encoding, SignalSpec signal, String name) {
        String key = options.key().isEmpty() ? name : options.key();
        return new LivePcm(in, encoding, signal, key, options.startMicros());
    }

    private Iterator<Piece> pieces(Iterator<LiveSample> samples, SignalSpec signal, ChunkLength length) {
        return new LivePieces(samples, signal, length, duration);
    }
}
