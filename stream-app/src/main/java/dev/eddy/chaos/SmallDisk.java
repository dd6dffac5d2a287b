package dev.eddy.chaos;

import dev.eddy.local.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory under a folder, small enough to be filled. One thread at a time. */
final class SmallDisk implements AutoCloseable {

    private static final String SIZE = "size=192m";
    private static final int PIECE_BYTES = 1 << 16;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " must be creatable but is not", e);
        }
        if (!JavaProcess.succeeds("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString())) {
            throw new IllegalStateException("a tmpfs must be mountable on " + folder + " but is not");
        }
        SmallDisk disk = new SmallDisk(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(disk::close));
        return disk;
    }

    /** Takes all the room that is left. */
    void fill() {
        byte[] piece = new byte[PIECE_BYTES];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            // It is full.
        }
    }

    /** Gives that room back. */
    void empty() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + ballast() + " must be deletable but is not", e);
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    /** Whatever is on it is lost. */
    @Override
    public void close() {
        JavaProcess.succeeds("umount", "--lazy", folder.toString());
    }
}
