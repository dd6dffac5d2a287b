package dev.eddy.topology;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were written with windows which had no score yet: whoever begins with what was written has them scored at
 * once, and need not go through all keys to find them. Each name follows its length in bytes, an i32.
 *
 * <p>One thread.
 */
final class OpenKeys {

    private final Notes notes;
    private List<LiveKey> written = List.of();
    private boolean noted;

    OpenKeys(Notes notes) {
        this.notes = notes;
    }

    /** As it was at the last commit. */
    List<String> stored() {
        List<String> keys = new ArrayList<>();
        byte @Nullable [] stored = notes.get(Notes.OPEN);
        if (stored != null) {
            ByteBuffer from = ByteBuffer.wrap(stored);
            while (from.hasRemaining()) {
                byte[] name = new byte[from.getInt()];
                from.get(name);
                keys.add(new String(name, StandardCharsets.UTF_8));
            }
        }
        noted = !keys.isEmpty();
        return keys;
    }

    /** Dirty keys were written; of the others the windows are as they were. */
    void write(List<LiveKey> dirty) {
        if (!noted && dirty.stream().allMatch(OpenKeys::isIdle)) {
            return;
        }
        List<LiveKey> next = new ArrayList<>();
        written.stream().filter(it -> !it.dirty && !isIdle(it)).forEach(next::add);
        dirty.stream().filter(it -> !isIdle(it)).forEach(next::add);
        notes.put(Notes.OPEN, names(next));
        written = next;
        noted = !next.isEmpty();
    }

    private static boolean isIdle(LiveKey key) {
        return key.state.idle();
    }

    private static byte[] names(List<LiveKey> keys) {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        for (LiveKey key : keys) {
            Bytes name = key.name;
            names.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(name.get().length).array());
            names.writeBytes(name.get());
        }
        return names.toByteArray();
    }

    /** Nothing is known of what will be behind. */
    void clear() {
        written = List.of();
        noted = false;
    }
}
