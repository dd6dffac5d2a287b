package dev.eddy.trainer.search;

import dev.eddy.trainer.head.Answers;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Raw answers in a file of plain numbers.
 *
 * @param file where it lies
 */
public record AnswersFile(Path file) {

    /**
     * Writes answers.
     *
     * @param answers to be kept
     * @throws IOException when the file cannot be written
     */
    public void write(Answers answers) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(answers.count());
            write(answers.raw(), out);
            write(answers.truth(), out);
        }
    }

    /**
     * Reads answers.
     *
     * @return what was written
     * @throws IOException when the file cannot be read
     */
    public Answers read() throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int count = in.readInt();
            return new Answers(floats(in), floats(in), count);
        }
    }

    private static void write(float[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static float[] floats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
