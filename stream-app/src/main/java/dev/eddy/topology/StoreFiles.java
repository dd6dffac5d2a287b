package dev.eddy.topology;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one task's states. They are a copy of what is in the changelog: damaged ones are deleted, for with them the
 * task would fail again and again, on whatever it reads from them. One thread.
 */
final class StoreFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);

    private @Nullable File folder;
    private boolean damaged;

    /** Opens the store. A task that has not begun can be given up alone: Kafka Streams restores it from the changelog. */
    void open(StateStoreContext context, Runnable opening) {
        folder = context.stateDir();
        try {
            opening.run();
        } catch (ProcessorStateException e) {
            TaskId task = context.taskId();
            LOG.warn(
                    "The states of task {} cannot be opened ({}): they are read from the changelog again",
                    task,
                    String.valueOf(e.getCause()));
            delete();
            throw new TaskCorruptedException(Set.of(task));
        }
    }

    /** Reads or writes. In the midst of a transaction all its tasks must be given up together. */
    <T extends @Nullable Object> T use(Supplier<T> work) {
        try {
            return work.get();
        } catch (ProcessorStateException e) {
            damaged = true;
            throw new DamagedStoreException(e, folder == null ? 0 : folder.getUsableSpace());
        }
    }

    /** The same without an answer. */
    void use(Runnable work) {
        var unused = use(() -> {
            work.run();
            return work;
        });
    }

    /** To be called when the store is closed. */
    void closed() {
        if (damaged) {
            delete();
            damaged = false;
        }
    }

    private void delete() {
        try {
            File[] files = folder == null ? null : folder.listFiles(File::isDirectory);
            for (File each : files == null ? new File[0] : files) {
                Utils.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the damaged states in " + folder + " must be deleted; delete them", e);
        }
    }
}
