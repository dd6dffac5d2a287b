package dev.eddy.trainer.fit;

import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;

/** An archive of torch out of a file. */
final class SavedArchive {

    private final InputArchive archive = new InputArchive();

    private SavedArchive() {}

    static SavedArchive read(Path file) {
        try {
            SavedArchive read = new SavedArchive();
            read.archive.load_from(file.toString());
            return read;
        } catch (RuntimeException e) {
            throw new FitException("%s must be a checkpoint but cannot be read: %s; give --restart to begin anew"
                    .formatted(file, firstLine(e)));
        }
    }

    /** What torch says, without where in its sources it says so. */
    static String firstLine(Exception problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }

    String text(String name) {
        IValue value = new IValue();
        archive.read(name, value);
        return value.toStringRef().getString();
    }

    double[] numbers(String name) {
        Tensor tensor = tensors(name).get(0);
        double[] numbers = new double[(int) tensor.numel()];
        tensor.<DoubleBuffer>createBuffer().get(numbers);
        return numbers;
    }

    List<Tensor> tensors(String name) {
        List<Tensor> tensors = new ArrayList<>();
        Tensor next = new Tensor();
        while (archive.try_read(name + "_" + tensors.size(), next, true)) {
            tensors.add(next);
            next = new Tensor();
        }
        return tensors;
    }

    void load(String name, Optimizer optimizer) {
        InputArchive inner = new InputArchive();
        archive.read(name, inner);
        optimizer.load(inner);
    }
}
