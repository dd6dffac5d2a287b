package dev.eddy.trainer.network;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;

/**
 * The life of tensors: whatever is made inside a scope is freed at its end, so nothing but plain values may leave it.
 * Without scopes native memory grows until the garbage collector happens to run.
 */
public final class Scope {

    private Scope() {}

    /**
     * Sets how many threads torch uses for one operation, in the whole process. More than one pays off only on a
     * machine that has nothing else to do.
     *
     * @param count 1 or more
     */
    public static void threads(int count) {
        torch.set_num_threads(count);
    }

    /**
     * Runs one step of fitting.
     *
     * @param work makes tensors, returns something plain
     * @param <T> what it returns
     * @return what the work returns
     */
    @SuppressWarnings("try")
    public static <T> T fitting(Supplier<T> work) {
        try (PointerScope scope = new PointerScope()) {
            return work.get();
        }
    }

    /**
     * Runs something that needs no gradients.
     *
     * @param work makes tensors, returns something plain
     * @param <T> what it returns
     * @return what the work returns
     */
    @SuppressWarnings("try")
    public static <T> T evaluating(Supplier<T> work) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return work.get();
        }
    }
}
