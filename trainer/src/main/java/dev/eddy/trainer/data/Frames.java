package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Made-up video: a bright spot drifts across a small picture, leaves it at one edge and comes back at the other, and
 * turns now and then. A sample is a frame, 25 a second; a channel is a pixel, row by row. The label is the direction of
 * the movement, which no single frame shows.
 *
 * @param videos how many
 * @param rows height in pixels
 * @param columns width in pixels
 * @param seconds length of each video
 */
record Frames(MadeUp videos, int rows, int columns, int seconds) implements DataSource {

    private static final int FRAMES_PER_SECOND = 25;
    private static final List<String> LABELS = List.of("left", "right", "up", "down");
    /** Per label the way right and the way down. */
    private static final int[][] WAYS = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};

    static Frames of(Fields fields) {
        return new Frames(
                MadeUp.read(fields),
                fields.integer("rows", 4, 64, 8),
                fields.integer("columns", 4, 64, 8),
                fields.integer("seconds", 1, 3600));
    }

    @Override
    public DataSet load(Path folder) {
        List<String> pixels = IntStream.range(0, rows * columns)
                .mapToObj(i -> "r" + i / columns + "c" + i % columns)
                .toList();
        return new DataSet("frames", signal(), pixels, LABELS, List.of(), false, videos.entries("video", this::video));
    }

    @Override
    public String split() {
        return "by video: " + videos.phrase();
    }

    private SignalSpec signal() {
        return new SignalSpec(rows * columns, FRAMES_PER_SECOND);
    }

    private LabelledRecording video(int number, Split split) {
        Draws draws = new Draws(number);
        int[] labels = new int[seconds * FRAMES_PER_SECOND];
        float[] values = new float[labels.length * rows * columns];
        double x = draws.between(0, columns);
        double y = draws.between(0, rows);
        double speed = draws.between(0.3, 0.8);
        int way = draws.below(WAYS.length);
        for (int frame = 0; frame < labels.length; frame++) {
            way = draws.below(2 * FRAMES_PER_SECOND) == 0 ? draws.below(WAYS.length) : way;
            labels[frame] = way;
            x += speed * WAYS[way][0];
            y += speed * WAYS[way][1];
            paint(values, frame, x, y);
        }
        IntStream.range(0, values.length).forEach(i -> values[i] += (float) draws.noise(0.05));
        String key = "video-" + number;
        Recording recording = new Recording(key, START_MICROS, signal(), values);
        return new LabelledRecording(recording, split, key, LabelTrack.of(labels));
    }

    private void paint(float[] values, int frame, double x, double y) {
        for (int pixel = 0; pixel < rows * columns; pixel++) {
            int row = pixel / columns;
            double across = distance(x - pixel % columns, columns);
            double down = distance(y - row, rows);
            values[frame * rows * columns + pixel] = (float) StrictMath.exp(-(across * across + down * down) / 2);
        }
    }

    /** The shorter way around. */
    private static double distance(double off, int size) {
        return Math.abs(off - size * Math.rint(off / size));
    }
}
