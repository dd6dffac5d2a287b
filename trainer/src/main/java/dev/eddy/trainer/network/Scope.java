package dev.eddy.trainer.network;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;

/**
 * The life of tensors: whatever is made inside a scope is freed at its end, so nothing but plain values may leave it.
 * Without scopes native memory grows until the garbage collector happens to run.
 */
public final class Scope {

    private Scope() {}

    /**
     * Sets how many threads torch and its matrix products use for one operation, in the whole process. They wait for
     * each other by spinning, so more threads than idle cores are much slower than one.
     *
     * @param count 1 or more
     */
    public static void threads(int count) {
        torch.set_num_threads(count);
        openblas_nolapack.blas_set_num_threads(count);
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
