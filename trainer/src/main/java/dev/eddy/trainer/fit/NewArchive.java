package dev.eddy.trainer.fit;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;

/** An archive of torch on its way to a file. */
final class NewArchive {

    private final OutputArchive archive = new OutputArchive();

    void put(String name, String text) {
        archive.write(name, new IValue(text));
    }

    void put(String name, double[] numbers) {
        put(name, List.of(Tensor.create(numbers, numbers.length)));
    }

    void put(String name, List<Tensor> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            archive.write(name + "_" + i, tensors.get(i), true);
        }
    }

    void put(String name, Optimizer optimizer) {
        OutputArchive inner = new OutputArchive();
        optimizer.save(inner);
        archive.write(name, inner);
    }

    void write(Path file) {
        archive.save_to(file.toString());
    }
}
