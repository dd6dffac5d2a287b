package dev.eddy.recording;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One recording in a RIFF/WAVE file. Chunks other than {@code fmt} and {@code data} are passed over. */
final class WavFile {

    private static final int HEADER = 44;
    private static final int LARGEST_FMT = 1 << 10;
    private static final int SAMPLES_AT_ONCE = 4096;

    private final Path file;
    private final DataInputStream in;

    private WavFile(Path file, DataInputStream in) {
        this.file = file;
        this.in = in;
    }

    static Recording read(Path file, ReadOptions options) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return new WavFile(file, in).recording(options);
        } catch (EOFException e) {
            throw new RecordingException(
                    file, "ends before its data do, a WAV file must be whole; copy or export it again", e);
        }
    }

    private Recording recording(ReadOptions options) throws IOException {
        requireRiff();
        WavFormat format = null;
        while (true) {
            String id = tag();
            long size = size();
            if (id.equals("data")) {
                return recording(requireFormat(format), size, options);
            }
            byte[] body = chunk(id, size);
            if (id.equals("fmt ")) {
                format = WavFormat.parse(file, body);
            }
        }
    }

    private void requireRiff() throws IOException {
        String riff = tag();
        size();
        if (!riff.equals("RIFF") || !tag().equals("WAVE")) {
            throw new RecordingException(
                    file, "must begin with RIFF….WAVE but is something else; convert it to WAV or rename it");
        }
    }

    private WavFormat requireFormat(@Nullable WavFormat format) {
        if (format == null) {
            throw new RecordingException(file, "must have a fmt chunk before its data but has none; export it again");
        }
        return format;
    }

    private byte[] chunk(String id, long size) throws IOException {
        if (!id.equals("fmt ")) {
            in.skipNBytes(size + size % 2);
            return new byte[0];
        }
        if (size > LARGEST_FMT) {
            throw new RecordingException(
                    file,
                    "its fmt chunk must have at most " + LARGEST_FMT + " bytes but says " + size + "; export it again");
        }
        byte[] body = in.readNBytes((int) size);
        in.skipNBytes(size % 2);
        return body;
    }

    private Recording recording(WavFormat format, long size, ReadOptions options) throws IOException {
        if (size % format.bytesPerSample() != 0) {
            throw new RecordingException(
                    file,
                    "its data must be a multiple of " + format.bytesPerSample()
                            + " bytes, one sample of every channel, but are " + size + "; export it again");
        }
        double rate = options.sampleRate();
        if (rate != 0 && rate != format.signal().sampleRate()) {
            throw new RecordingException(
                    file,
                    "its sample rate must be the " + rate + " Hz asked for but is "
                            + format.signal().sampleRate() + "; resample it");
        }
        if (size > Files.size(file)) {
            throw new EOFException("data chunk of " + size + " bytes");
        }
        Recordings.requireValues(file, size / format.encoding().bytes());
        float[] values = values(format, (int) (size / format.encoding().bytes()));
        return new Recording(Recordings.defaultKey(file, options), options.startMicros(), format.signal(), values);
    }

    private float[] values(WavFormat format, int count) throws IOException {
        float[] values = new float[count];
        int width = format.encoding().bytes();
        byte[] block = new byte[SAMPLES_AT_ONCE * width];
        ByteBuffer packed = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < count; done += SAMPLES_AT_ONCE) {
            int n = Math.min(SAMPLES_AT_ONCE, count - done);
            in.readFully(block, 0, n * width);
            for (int i = 0; i < n; i++) {
                values[done + i] =
                        requireFinite(format, done + i, format.encoding().get(packed, i * width));
            }
        }
        return values;
    }

    private float requireFinite(WavFormat format, int at, float value) {
        if (!Float.isFinite(value)) {
            int channels = format.signal().channels();
            throw new RecordingException(
                    file,
                    "its values must be finite but sample " + at / channels + " of channel " + at % channels + " is "
                            + value + "; mend it and export it again");
        }
        return value;
    }

    private String tag() throws IOException {
        byte[] tag = new byte[4];
        in.readFully(tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }

    private long size() throws IOException {
        return Integer.reverseBytes(in.readInt()) & 0xffff_ffffL;
    }

    static void write(Path file, List<Recording> recordings) throws IOException {
        if (recordings.size() != 1) {
            throw new RecordingException(
                    file,
                    "a WAV file holds one recording but there are " + recordings.size()
                            + "; write .csv or several files");
        }
        Recording recording = recordings.get(0);
        byte[] header = header(file, recording);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header);
            for (float value : recording.values()) {
                int step = Math.max(-32768, Math.min(32767, Math.round(value * 32768f)));
                out.write(step);
                out.write(step >> 8);
            }
        }
    }

    private static byte[] header(Path file, Recording recording) {
        int channels = recording.signal().channels();
        int rate = (int) recording.signal().sampleRate();
        if (rate != recording.signal().sampleRate()) {
            throw new RecordingException(
                    file,
                    "a WAV file has a whole sample rate but this one is "
                            + recording.signal().sampleRate() + " Hz; write .csv instead");
        }
        int bytes = Math.multiplyExact(recording.values().length, Short.BYTES);
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF"))
                .putInt(HEADER - 8 + bytes)
                .put(ascii("WAVEfmt "))
                .putInt(WavFormat.BYTES);
        header.putShort((short) WavFormat.INTEGER).putShort((short) channels).putInt(rate);
        header.putInt(rate * channels * Short.BYTES)
                .putShort((short) (channels * Short.BYTES))
                .putShort((short) 16);
        return header.put(ascii("data")).putInt(bytes).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
