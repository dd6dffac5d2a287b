package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * A folder with one file per recording and {@code labels.csv}, which says for spans of samples what is the matter.
 *
 * @param folder is made if it is not there
 */
public record DataSetFolder(Path folder) {

    private static final float SCALE = 32768f;

    /**
     * Writes one part of a data set: audio as 16-bit WAV, all else as CSV whose first column is the time in whole
     * microseconds since 1970 and whose numbers read back as the same floats.
     *
     * @param set the data set
     * @param split the part
     * @return how many recordings were written
     * @throws IOException when a file cannot be written
     */
    public int write(DataSet set, Split split) throws IOException {
        Files.createDirectories(folder);
        List<LabelledRecording> part = set.part(split).toList();
        for (LabelledRecording labelled : part) {
            if (set.pcm()) {
                writeWav(labelled.recording());
            } else {
                writeCsv(labelled.recording(), set.channels());
            }
        }
        writeLabels(part, set.labels());
        return part.size();
    }

    private void writeLabels(List<LabelledRecording> part, List<String> labels) throws IOException {
        try (Writer out = Files.newBufferedWriter(folder.resolve("labels.csv"))) {
            out.write("recording,label,from,to,group\n");
            for (LabelledRecording labelled : part) {
                for (LabelTrack.Span span : labelled.track().spans()) {
                    out.write("%s,%s,%d,%d,%s\n"
                            .formatted(
                                    labelled.recording().key(),
                                    labels.get(span.label()),
                                    span.from(),
                                    span.to(),
                                    labelled.group()));
                }
            }
        }
    }

    private void writeCsv(Recording recording, List<String> channels) throws IOException {
        try (Writer out = Files.newBufferedWriter(folder.resolve(recording.key() + ".csv"))) {
            out.write("time," + String.join(",", channels) + "\n");
            int width = recording.signal().channels();
            for (int sample = 0; sample < recording.length(); sample++) {
                long time = recording.startMicros() + recording.signal().micros(sample);
                out.write(Long.toString(time));
                for (int channel = 0; channel < width; channel++) {
                    out.write(",");
                    out.write(Float.toString(recording.values()[sample * width + channel]));
                }
                out.write("\n");
            }
        }
    }

    private void writeWav(Recording recording) throws IOException {
        float[] values = recording.values();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort((short) Math.round(value * SCALE));
        }
        float rate = (float) recording.signal().sampleRate();
        AudioFormat format =
                new AudioFormat(rate, Short.SIZE, recording.signal().channels(), true, false);
        AudioInputStream audio =
                new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, recording.length());
        Path file = folder.resolve(recording.key() + ".wav");
        AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
    }
}
