package dev.eddy.trainer.fit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of numbers in a temporary file, which is mapped into memory for reading, so that reading one touches no more
 * than its pages. The file is removed when reading begins, its pages when nobody can read them any more.
 *
 * <p>Not thread-safe.
 */
final class MappedFloats {

    /** Where an array lies: in which map, from which byte on, how many numbers. */
    private record Place(int map, int from, int length) {}

    /** Bytes of a map at most, unless one array needs more; no array lies in two. */
    private static final int MAP = 1 << 30;

    private final List<Place> places = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private final List<MappedByteBuffer> maps = new ArrayList<>();
    private @Nullable FileChannel file;
    private long end;

    void add(float[] values) throws IOException {
        if (!maps.isEmpty()) {
            throw new IllegalStateException("all arrays must be added before the first is read");
        }
        long bytes = (long) values.length * Float.BYTES;
        if (starts.isEmpty() || end + bytes - last() > MAP) {
            starts.add(end);
        }
        places.add(new Place(starts.size() - 1, (int) (end - last()), values.length));
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(bytes));
        buffer.asFloatBuffer().put(values);
        while (buffer.hasRemaining()) {
            end += file().write(buffer);
        }
    }

    float[] get(int index) {
        if (maps.isEmpty()) {
            map();
        }
        Place place = places.get(index);
        float[] values = new float[place.length];
        maps.get(place.map)
                .slice(place.from, place.length * Float.BYTES)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private long last() {
        return starts.get(starts.size() - 1);
    }

    private FileChannel file() throws IOException {
        if (file == null) {
            Path path = Files.createTempFile("eddy-features-", ".f32");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        return file;
    }

    private void map() {
        try (FileChannel channel = file()) {
            for (int i = 0; i < starts.size(); i++) {
                long to = i + 1 < starts.size() ? starts.get(i + 1) : end;
                maps.add(channel.map(FileChannel.MapMode.READ_ONLY, starts.get(i), to - starts.get(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file of features must be mapped but cannot be", e);
        }
    }
}
