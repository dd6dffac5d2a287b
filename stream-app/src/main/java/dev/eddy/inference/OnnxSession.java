package dev.eddy.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens ONNX Runtime sessions on a device.
 *
 * <p>One intra-op thread without spinning: the engine batches instead, and spinning would burn the cores that the
 * stream threads need.
 */
final class OnnxSession {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxSession.class);

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

    /** A session and the device that it got. */
    record Placed(OrtSession session, Device device) {}

    static Placed open(byte[] model, Device device) {
        requireSafeStart();
        return switch (device.kind()) {
            case CPU -> new Placed(openCpu(model), Device.CPU);
            case CUDA -> new Placed(openCuda(model, device.index()), device);
            case AUTO -> openAny(model, device.index());
        };
    }

    private static Placed openAny(byte[] model, int index) {
        try {
            OrtSession session = openCuda(model, index);
            LOG.info("Device cuda:{}: a CUDA device answered", index);
            return new Placed(session, new Device(Device.Kind.CUDA, index));
        } catch (InferenceException e) {
            LOG.info("Device cpu: {}", e.getMessage());
            return new Placed(openCpu(model), Device.CPU);
        }
    }

    private static OrtSession openCpu(byte[] model) {
        try (OrtSession.SessionOptions options = options()) {
            return OrtEnvironment.getEnvironment().createSession(model, options);
        } catch (OrtException e) {
            throw new InferenceException("ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
    }

    /**
     * The options form is needed: the short form succeeds even where there is no driver. The environment comes first: what
     * is wrong with CUDA cannot be said without it.
     */
    private static OrtSession openCuda(byte[] model, int index) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = options();
                OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(index)) {
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
            return environment.createSession(model, options);
        } catch (OrtException | LinkageError e) {
            throw new InferenceException("CUDA device " + index + " cannot be used: " + CudaFailure.explain(e), e);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        return options;
    }
}
