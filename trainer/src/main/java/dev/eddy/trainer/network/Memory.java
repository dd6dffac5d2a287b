package dev.eddy.trainer.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What the layers remember of the frames before those that come in, as their exported graph does in its hidden state.
 * What is kept is plain numbers: gradients end where a memory was handed on. Not thread-safe.
 */
public final class Memory {

    private final Map<String, List<Kept>> kept = new HashMap<>();
    private final boolean keeping;

    private record Kept(float[] values, long[] shape) {
        static Kept of(Tensor tensor) {
            long[] shape = new long[(int) tensor.dim()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = tensor.size(i);
            }
            return new Kept(Tensors.floats(tensor), shape);
        }

        Tensor tensor() {
            return Tensor.create(values, shape);
        }
    }

    private Memory(boolean keeping) {
        this.keeping = keeping;
    }

    /**
     * A memory for rows that are read in one go.
     *
     * @return a memory that is empty and stays so
     */
    public static Memory none() {
        return new Memory(false);
    }

    /**
     * A memory for rows that are read in several goes, the same rows each time.
     *
     * @return a memory that is empty before the first go
     */
    public static Memory empty() {
        return new Memory(true);
    }

    /** Puts the {@code count} frames before those of {@code x} in front of them; zeros before the first. */
    Tensor context(String name, Tensor x, int count) {
        if (count == 0) {
            return x;
        }
        Tensor joined = kept.containsKey(name)
                ? torch.cat(new TensorVector(recall(name, List::of).get(0), x), 2)
                : Tensors.padLeft(x, count);
        keep(name, List.of(joined.narrow(2, joined.size(2) - count, count)));
        return joined;
    }

    /** Whether anything will be asked for again. */
    boolean isKeeping() {
        return keeping;
    }

    /** What was kept under a name, else the beginning. */
    List<Tensor> recall(String name, Supplier<List<Tensor>> beginning) {
        List<Kept> found = kept.get(name);
        return found == null
                ? beginning.get()
                : found.stream().map(Kept::tensor).toList();
    }

    void keep(String name, List<Tensor> tensors) {
        if (keeping) {
            kept.put(name, tensors.stream().map(Kept::of).toList());
        }
    }
}
