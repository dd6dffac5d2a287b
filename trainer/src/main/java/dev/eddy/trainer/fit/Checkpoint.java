package dev.eddy.trainer.fit;

import dev.eddy.trainer.network.Network;
import dev.eddy.trainer.network.Scope;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A file that holds everything that the next epoch depends on: weights, running statistics and moments, the best
 * weights, and the reports of all epochs so far. It is replaced as a whole, so that it can be read at any time.
 *
 * @param file where it lies
 * @param origin what the fit is made of; a checkpoint of another origin is not continued
 */
public record Checkpoint(Path file, Origin origin) {

    /**
     * How much of the fit is done.
     *
     * @return epochs, 0 where there is no such file
     * @throws FitException when it is of another origin or cannot be read
     */
    public int epochs() {
        return read().map(archive -> Reports.of(archive.numbers("reports")).size())
                .orElse(0);
    }

    /**
     * Ends the fit.
     *
     * @throws IOException when the file cannot be removed
     */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    Optional<Standing> load(Network network, Descent descent) {
        return read().map(archive -> {
            network.restore(archive.tensors("weights"));
            archive.load("optimizer", descent.optimizer());
            return new Standing(Reports.of(archive.numbers("reports")), archive.tensors("best"));
        });
    }

    private Optional<SavedArchive> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        SavedArchive archive = SavedArchive.read(file);
        List<String> differences = origin.differences(Origin.of(archive.text("origin")));
        if (!differences.isEmpty()) {
            throw new FitException(
                    ("the checkpoint %s is of another fit: it differs in %s; give --restart to begin anew "
                                    + "and lose it, or choose another --out")
                            .formatted(file, differences));
        }
        return Optional.of(archive);
    }

    void save(Network network, Descent descent, Standing standing) {
        Path trial = file.resolveSibling(file.getFileName() + ".new");
        try {
            byte[] content = Scope.evaluating(() -> {
                NewArchive archive = new NewArchive();
                archive.put("origin", origin.text());
                archive.put("reports", Reports.numbers(standing.reports()));
                archive.put("weights", network.snapshot());
                archive.put("best", standing.best());
                archive.put("optimizer", descent.optimizer());
                return archive.bytes();
            });
            Files.write(trial, content);
            force(trial);
            Files.move(trial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            discard(trial);
            throw new FitException("the checkpoint %s must be writable but is not: %s; free some space, or choose "
                            .formatted(file, SavedArchive.firstLine(e))
                    + "another --out");
        }
    }

    private static void discard(Path trial) {
        try {
            Files.deleteIfExists(trial);
        } catch (IOException e) {
            // What could not be written is reported anyway.
        }
    }

    /** Before the file gets its name, its content must be on the disk. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
