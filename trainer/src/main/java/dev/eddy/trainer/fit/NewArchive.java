package dev.eddy.trainer.fit;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.ArchiveWriter;
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

    /** The content of the file. Torch must not write it itself: on a full disk that would end the process. */
    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ArchiveWriter writer = new Collector(all)) {
            archive.save_to(writer);
        }
        return all.toByteArray();
    }

    /** Takes what torch writes, part by part. */
    private static final class Collector extends ArchiveWriter {

        private final ByteArrayOutputStream all;

        Collector(ByteArrayOutputStream all) {
            this.all = all;
        }

        @Override
        public long call(Pointer from, long count) {
            byte[] part = new byte[Math.toIntExact(count)];
            new BytePointer(from).get(part);
            all.writeBytes(part);
            return count;
        }
    }
}
