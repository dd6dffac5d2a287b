package dev.eddy.source;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How far the streams of some recordings were acknowledged, in a file, so that a later command goes on there. What was
 * acknowledged after the file was last written is sent again; the app passes over samples that it had.
 */
public final class Position {

    private static final String OF = "of";
    private static final String START = "start";
    private static final String KEY = "key.";

    private final Path file;
    private final String of;
    private final long startMicros;
    private final Map<String, Long> ends;

    private Position(Path file, String of, long startMicros, Map<String, Long> ends) {
        this.file = file;
        this.of = of;
        this.startMicros = startMicros;
        this.ends = ends;
    }

    /**
     * Reads the file if it is there.
     *
     * @param file kept by {@link #save}
     * @param of what is sent and where to; the position of something else is refused
     * @param startMicros of recordings without times, unless the file has one
     * @return where to go on
     */
    public static Position at(Path file, String of, long startMicros) {
        if (!Files.exists(file)) {
            return new Position(file, of, startMicros, new HashMap<>());
        }
        Properties kept = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            kept.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, "cannot be read (" + e.getMessage() + ")");
        }
        if (!of.equals(kept.getProperty(OF))) {
            throw unusable(file, "is the position of " + kept.getProperty(OF, "nothing") + ", not of " + of);
        }
        Map<String, Long> ends = new HashMap<>();
        kept.stringPropertyNames().stream()
                .filter(name -> name.startsWith(KEY))
                .forEach(name -> ends.put(name.substring(KEY.length()), number(file, kept, name)));
        return new Position(file, of, number(file, kept, START), ends);
    }

    private static long number(Path file, Properties kept, String name) {
        try {
            return Long.parseLong(kept.getProperty(name, ""));
        } catch (NumberFormatException e) {
            throw unusable(file, name + " must be microseconds since 1970 but is '" + kept.getProperty(name, "") + "'");
        }
    }

    private static IllegalStateException unusable(Path file, String problem) {
        return new IllegalStateException(
                "the position " + file + " " + problem + "; remove it to begin anew, or give another --resume");
    }

    public long startMicros() {
        return startMicros;
    }

    /** What of a piece was not acknowledged yet. */
    Optional<Piece> rest(Piece piece) {
        Long end = ends.get(piece.recording().key());
        if (end == null) {
            return Optional.of(piece);
        }
        long sent = piece.recording().signal().samples(end - piece.recording().startMicros());
        int from = (int) Math.max(piece.from(), Math.min(sent, piece.to()));
        return from == piece.to()
                ? Optional.empty()
                : Optional.of(new Piece(piece.recording(), from, piece.to(), piece.isLast()));
    }

    void sent(Piece piece) {
        ends.put(piece.recording().key(), piece.endMicros());
    }

    /** Writes the file; all that was {@link #sent} must be acknowledged. */
    void save() {
        Properties kept = new Properties();
        kept.setProperty(OF, of);
        kept.setProperty(START, Long.toString(startMicros));
        ends.forEach((key, end) -> kept.setProperty(KEY + key, Long.toString(end)));
        Path trial = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer text = Files.newBufferedWriter(trial)) {
                kept.store(text, "how far eddy produce has come");
            }
            Files.move(trial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(file, "must be writable but is not (" + e + ")");
        }
    }
}
