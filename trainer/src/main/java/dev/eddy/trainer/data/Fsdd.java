package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Fields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * Free Spoken Digit Dataset: six speakers say the ten digits fifty times each; mono, 8 kHz, 16 bit. Official split:
 * repetitions 0 to 4 are the test part.
 *
 * @param speaker who is the test part instead, while all others are the training part; empty for the official split
 */
record Fsdd(String speaker) implements DataSource {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 8000);
    private static final List<String> SPEAKERS = List.of("george", "jackson", "lucas", "nicolas", "theo", "yweweler");
    private static final int TEST_REPETITIONS = 5;
    private static final float SCALE = 32768f;

    static Fsdd of(Fields fields) {
        if (!fields.has("speaker")) {
            return new Fsdd("");
        }
        String speaker = fields.text("speaker");
        fields.problems()
                .require(
                        SPEAKERS.contains(speaker),
                        "%s.speaker must be one of %s but is %s; name one of them, or leave it out for the official split"
                                .formatted(fields.path(), SPEAKERS, speaker));
        return new Fsdd(speaker);
    }

    @Override
    public DataSet load(Path folder) throws IOException {
        List<String> digits = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        List<LabelledRecording> recordings = new ArrayList<>();
        try (ZipFile zip = new ZipFile(
                folder.resolve("fsdd").resolve("fsdd-recordings.zip").toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries()).stream()
                    .filter(entry -> entry.getName().endsWith(".wav"))
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            for (ZipEntry entry : entries) {
                recordings.add(
                        recording(entry.getName(), zip.getInputStream(entry).readAllBytes()));
            }
        }
        return new DataSet("fsdd", SIGNAL, List.of("audio"), digits, true, recordings);
    }

    @Override
    public String split() {
        return speaker.isEmpty()
                ? "official, by repetition: test 0-4, train 5-49"
                : "by speaker: test %s, train all others".formatted(speaker);
    }

    private LabelledRecording recording(String path, byte[] wav) throws IOException {
        String key = path.substring(path.lastIndexOf('/') + 1, path.length() - ".wav".length());
        String[] parts = key.split("_", -1);
        if (parts.length != 3) {
            throw new IOException(path + " must be named digit_speaker_repetition.wav");
        }
        Recording recording = new Recording(key, START_MICROS, SIGNAL, samples(path, wav));
        boolean test = speaker.isEmpty() ? Integer.parseInt(parts[2]) < TEST_REPETITIONS : speaker.equals(parts[1]);
        LabelTrack track = LabelTrack.constant(Integer.parseInt(parts[0]), recording.length());
        return new LabelledRecording(recording, test ? Split.TEST : Split.TRAIN, parts[1], track);
    }

    private static float[] samples(String path, byte[] wav) throws IOException {
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            AudioFormat format = audio.getFormat();
            if (format.getChannels() != 1
                    || format.getSampleSizeInBits() != 16
                    || format.getSampleRate() != SIGNAL.sampleRate()) {
                throw new IOException(path + " must be mono 8000 Hz 16 bit but is " + format);
            }
            ShortBuffer pcm = ByteBuffer.wrap(audio.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            float[] values = new float[pcm.remaining()];
            for (int i = 0; i < values.length; i++) {
                values[i] = pcm.get(i) / SCALE;
            }
            return values;
        } catch (UnsupportedAudioFileException e) {
            throw new IOException(path + " must be a WAV file", e);
        }
    }
}
