package dev.eddy.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.Map;

/**
 * Opens ONNX Runtime sessions on a device.
 *
 * <p>One intra-op thread without spinning: the engine batches instead, and spinning would burn the cores that the
 * stream threads need.
 */
final class OnnxSession {

    private static final int LONGEST_COMMAND_LINE = 4000;

    private OnnxSession() {}

    /**
     * ONNX Runtime 1.29 reports home unless it is told not to, and overflows its stack on a long command line while it
     * prepares the report: the process would end without a word.
     */
    static void requireSafeStart() {
        int length = ProcessHandle.current().info().commandLine().orElse("").length();
        if (!"1".equals(System.getenv("ORT_DISABLE_TELEMETRY")) && length > LONGEST_COMMAND_LINE) {
            throw new InferenceException(
                    "ONNX Runtime would crash on a command line of " + length + " characters (at most "
                            + LONGEST_COMMAND_LINE
                            + " are safe): set ORT_DISABLE_TELEMETRY=1 in the environment, as the launcher does",
                    null);
        }
    }

    static OrtSession openCpu(byte[] model) {
        requireSafeStart();
        try (OrtSession.SessionOptions options = options()) {
            return OrtEnvironment.getEnvironment().createSession(model, options);
        } catch (OrtException e) {
            throw new InferenceException("ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
    }

    /**
     * The options form is needed: the short form succeeds even where there is no driver. The environment comes first: what
     * is wrong with CUDA cannot be said without it. Runs are profiled until {@link RunProfile#end}.
     */
    static OrtSession openCuda(byte[] model, int index, CudaSettings settings, RunProfile profile) {
        requireSafeStart();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        loadLibraries(index);
        try (OrtSession.SessionOptions options = options();
                OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(index)) {
            for (Map.Entry<String, String> option : settings.options().entrySet()) {
                cuda.add(option.getKey(), option.getValue());
            }
            options.addCUDA(cuda);
            profile.of(options);
            return environment.createSession(model, options);
        } catch (OrtException | LinkageError e) {
            throw unusable(index, e);
        }
    }

    private static void loadLibraries(int index) {
        try {
            CudaLibraries.own().loadAll();
        } catch (LinkageError e) {
            throw unusable(index, e);
        }
    }

    /** The same words wherever it shows. */
    static InferenceException unusable(int index, Throwable failure) {
        return new InferenceException(
                "CUDA device " + index + " cannot be used: " + CudaFailure.explain(failure), failure);
    }

    /** The same of a run that failed, where it was ONNX Runtime that failed. */
    static RuntimeException ofDevice(int index, RuntimeException failure) {
        return failure.getCause() instanceof OrtException cause ? unusable(index, cause) : failure;
    }

    static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        return options;
    }
}
