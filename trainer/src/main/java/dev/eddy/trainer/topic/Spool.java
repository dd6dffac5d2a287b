package dev.eddy.trainer.topic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The floats of one stream in a temporary file, so that a topic may be larger than memory. The file is deleted when the
 * process ends. One thread writes; then any may read.
 */
final class Spool {

    private static final int BLOCK = 1 << 14;

    private final Path file;
    private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();

    Spool() throws IOException {
        file = Files.createTempFile("eddy-topic", ".f32");
        file.toFile().deleteOnExit();
    }

    void append(float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        unwritten.write(bytes.array());
        if (unwritten.size() >= BLOCK) {
            flush();
        }
    }

    /** Must be called between the last writing and the first reading. */
    void flush() throws IOException {
        Files.write(file, unwritten.toByteArray(), StandardOpenOption.APPEND);
        unwritten.reset();
    }

    /**
     * Reads some of them.
     *
     * @param from how many floats lie before them
     * @param count how many
     * @return a new array
     */
    float[] read(long from, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(from * Float.BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file " + file + " cannot be read again; start again", e);
        }
        float[] values = new float[count];
        bytes.flip().asFloatBuffer().get(values);
        return values;
    }
}
