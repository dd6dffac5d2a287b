package dev.eddy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Excerpts;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.CudaKernels;
import dev.eddy.trainer.export.Deviation;
import dev.eddy.trainer.export.ModelFile;
import dev.eddy.trainer.export.Precision;
import dev.eddy.trainer.export.ServedModel;
import dev.eddy.trainer.fit.Evaluation;
import dev.eddy.trainer.fit.Scoring;
import dev.eddy.trainer.fit.StoredExamples;
import dev.eddy.trainer.head.Model;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The graph of every architecture among the examples, with weights as they are before fitting. */
class ExampleGraphsTest {

    private static final Path EXAMPLES =
            Path.of(System.getProperty("eddy.root", "..")).resolve("trainer/examples");

    /** Where the frames of all rows become rows, or an answer depends on how many steps there are. */
    private static final Set<String> SHAPED =
            Set.of("anomaly-load", "attention-tokens", "cnn-digits", "seq2seq-load", "video-conv-lstm");

    private static final int STEPS = 60;

    @TempDir
    private Path folder;

    static Set<String> names() {
        return ExamplesIT.names();
    }

    /** A model file and some steps of its test part. */
    record Exported(ModelFile file, List<float[]> windows) {}

    @ParameterizedTest
    @MethodSource("names")
    void shouldBeComputedByAGpu(String name) throws IOException {
        byte[] exact = exported(name).file().bytes();
        byte[] half = Precision.HALF.of(exact);

        assertThat(CudaKernels.refused(exact)).isEmpty();
        assertThat(CudaKernels.refused(half)).isEmpty();
        assertThat(CudaKernels.computesShapes(exact)).isEqualTo(SHAPED.contains(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldBeNearlyTheSameInHalf(String name) throws IOException {
        Exported exported = exported(name);
        ModelFile exact = exported.file();
        byte[] rounded = Precision.HALF.of(exact.bytes());

        try (ServedModel right = served("exact.onnx", exact.bytes());
                ServedModel half = served("half.onnx", rounded);
                ServedModel everywhere = served("rehearsed.onnx", Precision.HALF.rehearsed(exact.bytes()))) {
            Deviation off = off(right, half, exported.windows());
            assertThat(off(right, everywhere, exported.windows())).isNotEqualTo(off);
            float[][] together = half.answers(exported.windows()).toArray(float[][]::new);
            assertThat(besideSilence(half, exported.windows())).isDeepEqualTo(together);
        }
        assertThat(weights(rounded, TensorProto.DataType.FLOAT)).isEmpty();
        assertThat(bytes(weights(rounded, TensorProto.DataType.FLOAT16)))
                .isEqualTo(bytes(weights(exact.bytes(), TensorProto.DataType.FLOAT)) / 2);
    }

    private static Deviation off(ServedModel right, ServedModel half, List<float[]> windows) {
        Deviation off = Deviation.between(right, half, windows.stream());
        assertThat(off.answers().largest()).isBetween(1e-7, 2e-2);
        assertThat(off.answers().mean()).isPositive().isLessThan(4e-3);
        assertThat(off.states().values())
                .allSatisfy(state -> assertThat(state.largest()).isLessThan(2e-2));
        return off;
    }

    /** Each window in a run of its own, but not alone: one row by itself may be summed up in another order. */
    private static float[][] besideSilence(ServedModel model, List<float[]> windows) {
        return windows.stream()
                .map(window ->
                        model.answers(List.of(window, new float[window.length])).get(0))
                .toArray(float[][]::new);
    }

    private ServedModel served(String name, byte[] bytes) throws IOException {
        return ServedModel.open(Files.write(folder.resolve(name), bytes));
    }

    /** Matrices that are not said to be exact. */
    private static List<TensorProto> weights(byte[] model, TensorProto.DataType type) throws IOException {
        return ModelProto.parseFrom(model).getGraph().getInitializerList().stream()
                .filter(it -> it.getDataType() == type.getNumber() && it.getDimsCount() > 1)
                .filter(it -> !it.getName().startsWith("exact"))
                .collect(Collectors.toList());
    }

    private static long bytes(List<TensorProto> tensors) {
        return tensors.stream().mapToLong(it -> it.getRawData().size()).sum();
    }

    private static Exported exported(String name) throws IOException {
        return exported(EXAMPLES.resolve(name + ".yaml"));
    }

    static Exported exported(Path file) throws IOException {
        Experiment experiment = Experiment.read(file);
        DataSet data = experiment.data().source().load(file);
        Fitting fitting = new Fitting(experiment, data, new PrintStream(PrintStream.nullOutputStream()), false);
        Model model = fitting.build();
        List<Steps> test = fitting.test(model, Excerpts.WHOLE);
        List<Steps> some = test.stream().limit(4).toList();
        model.observe(some);
        Evaluation every = new Evaluation(new Scoring(Scoring.Which.EVERY, 0));
        model.head().calibrate(every.answers(model, new StoredExamples(some, model, Long.MAX_VALUE)));
        return new Exported(
                new ModelCard(fitting, "", Map.of()).file(model),
                test.stream().flatMap(ExampleGraphsTest::windows).limit(STEPS).toList());
    }

    private static Stream<float[]> windows(Steps run) {
        return IntStream.range(0, run.count())
                .mapToObj(step -> run.slice(step, step + 1).values());
    }
}
