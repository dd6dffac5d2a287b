package dev.eddy.trainer.network;

import java.nio.FloatBuffer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The few torch idioms that several layers need. */
public final class Tensors {

    private Tensors() {}

    /**
     * Copies a tensor out of torch.
     *
     * @param tensor float, any shape
     * @return its elements, row-major
     */
    public static float[] floats(Tensor tensor) {
        Tensor plain = tensor.detach().contiguous();
        float[] values = new float[(int) plain.numel()];
        plain.<FloatBuffer>createBuffer().get(values);
        return values;
    }

    /** Puts {@code count} zero frames in front of {@code x}, which has its frames on the last axis. */
    static Tensor padLeft(Tensor x, int count) {
        return count == 0 ? x : torch.constant_pad_nd(x, new long[] {count, 0}, new Scalar(0f));
    }

    /** Takes the last frame of every step of {@code x [batch][channel][frame]}. */
    static Tensor lastOfStep(Tensor x, int perStep) {
        return perStep == 1 ? x : x.slice(2, new LongOptional(perStep - 1), new LongOptional(), perStep);
    }
}
