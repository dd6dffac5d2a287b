package dev.eddy.trainer.search;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that the trainer does in a process of its own.
 *
 * @param folder where its log and its result go
 * @param words of its command line, after the name of the program
 */
public record Job(Path folder, List<String> words) {

    /** Copies the words. */
    public Job {
        words = List.copyOf(words);
    }

    /**
     * Where the job writes what it measured.
     *
     * @return a JSON list of one {@link Result}
     */
    public Path result() {
        return result(folder);
    }

    /**
     * Where a job in some folder writes what it measured.
     *
     * @param folder of the job
     * @return a JSON list of one {@link Result}
     */
    public static Path result(Path folder) {
        return folder.resolve("result.json");
    }

    Path log() {
        return folder.resolve("log");
    }
}
