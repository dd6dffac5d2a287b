package dev.eddy.app;

import dev.eddy.recording.ReadOptions;
import dev.eddy.recording.Recording;
import dev.eddy.recording.Recordings;
import dev.eddy.signal.SignalSpec;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Somebody who says some digits, with silence before, between and after them, at 16 kHz.
 *
 * @param recording of it all
 * @param spoken which windows of 512 samples hold nothing but what was said
 * @param silent which hold nothing but silence, a fifth of a second after the last word or later
 */
record Conversation(Recording recording, List<Integer> spoken, List<Integer> silent) {

    private static final List<String> SPEAKERS = List.of("george", "jackson", "lucas", "nicolas", "theo", "yweweler");
    private static final int DIGITS = 2;
    private static final int SILENCE = 9000;
    private static final int AFTERGLOW = VoiceDetector.RATE / 5;

    /** One of each speaker; skips the test where the recordings are not at hand. */
    static List<Conversation> all(Path folder) throws IOException {
        Path data = Optional.ofNullable(System.getenv("EDDY_DATA"))
                .map(Path::of)
                .orElse(Path.of("..", "..", "shared", "data"));
        Path zip = data.resolve(Path.of("fsdd", "fsdd-recordings.zip"));
        Assumptions.assumeTrue(
                Files.exists(zip), () -> zip + " is not there; set EDDY_DATA to the folder that holds fsdd");
        List<Conversation> all = new ArrayList<>();
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            for (String speaker : SPEAKERS) {
                List<float[]> words = new ArrayList<>();
                for (int digit = 0; digit < DIGITS; digit++) {
                    String name = digit + "_" + speaker + "_0.wav";
                    Path wav = Files.copy(files.getPath("recordings", name), folder.resolve(name));
                    words.add(twiceTheRate(
                            Recordings.read(wav, ReadOptions.DEFAULT).get(0).values()));
                }
                all.add(of(speaker, words));
            }
        }
        return all;
    }

    /** From 8 to 16 kHz: between two samples stands their mean. */
    private static float[] twiceTheRate(float[] samples) {
        float[] twice = new float[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            float next = i + 1 < samples.length ? samples[i + 1] : samples[i];
            twice[2 * i] = samples[i];
            twice[2 * i + 1] = (samples[i] + next) / 2;
        }
        return twice;
    }

    private static Conversation of(String speaker, List<float[]> words) {
        int length =
                SILENCE + words.stream().mapToInt(word -> word.length + SILENCE).sum();
        float[] samples = new float[length];
        List<Integer> spoken = new ArrayList<>();
        List<Integer> silent = new ArrayList<>(windows(0, SILENCE));
        int at = SILENCE;
        for (float[] word : words) {
            System.arraycopy(word, 0, samples, at, word.length);
            spoken.addAll(windows(at, at + word.length));
            at += word.length + SILENCE;
            silent.addAll(windows(at - SILENCE + AFTERGLOW, at));
        }
        SignalSpec signal = new SignalSpec(1, VoiceDetector.RATE);
        return new Conversation(new Recording(speaker, 0, signal, Arrays.copyOf(samples, at)), spoken, silent);
    }

    /** Those that lie between two samples. */
    private static List<Integer> windows(int from, int to) {
        List<Integer> windows = new ArrayList<>();
        for (int window = (from + VoiceDetector.HOP - 1) / VoiceDetector.HOP;
                (window + 1) * VoiceDetector.HOP <= to;
                window++) {
            windows.add(window);
        }
        return windows;
    }
}
