package dev.eddy.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Opens models on the processor or on a GPU, of which it wants to see a first run. */
final class OnnxLoader {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxLoader.class);

    private OnnxLoader() {}

    /** Opens a model on some terms. */
    static OnnxModel open(ModelFile file, Device device, CudaSettings cuda) {
        GraphSafety.check(
                file.graph(),
                "the graph of " + file.manifest().name() + " " + file.manifest().version());
        return switch (device.kind()) {
            case CPU -> onProcessor(file);
            case CUDA -> onGpu(file, device, cuda);
            case AUTO -> onAny(file, new Device(Device.Kind.CUDA, device.index()), cuda);
        };
    }

    private static OnnxModel onAny(ModelFile file, Device gpu, CudaSettings cuda) {
        try {
            OnnxModel model = onGpu(file, gpu, cuda);
            LOG.info("Device {}: it answered", gpu);
            return model;
        } catch (InferenceException e) {
            LOG.info("Device cpu: {}", e.getMessage());
            return onProcessor(file);
        }
    }

    private static OnnxModel onProcessor(ModelFile file) {
        return of(file, new Opened(OnnxSession.openCpu(file.graph()), Device.CPU));
    }

    private static OnnxModel onGpu(ModelFile file, Device gpu, CudaSettings cuda) {
        try (RunProfile profile = RunProfile.create()) {
            return onGpu(file, gpu, cuda, profile);
        }
    }

    private static OnnxModel onGpu(ModelFile file, Device gpu, CudaSettings cuda, RunProfile profile) {
        OrtSession session = OnnxSession.openCuda(file.graph(), gpu.index(), cuda, profile);
        OnnxModel model = of(file, new Opened(session, gpu));
        try {
            firstRun(model, session, profile);
            return model;
        } catch (OrtException e) {
            model.close();
            throw OnnxSession.unusable(gpu.index(), e);
        } catch (RuntimeException e) {
            model.close();
            throw OnnxSession.ofDevice(gpu.index(), e);
        }
    }

    /** A session and where it is. */
    record Opened(OrtSession session, Device device) {}

    private static OnnxModel of(ModelFile file, Opened opened) {
        OrtSession session = opened.session();
        try {
            GraphCheck.verify(file.manifest(), session);
            return new OnnxModel(file.manifest(), opened, FixedInputs.of(file.manifest()));
        } catch (OrtException e) {
            OnnxModel.close(session);
            throw new InferenceException("ONNX Runtime cannot describe the model: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            OnnxModel.close(session);
            throw e;
        }
    }

    /** Some libraries are looked for only now; and ONNX Runtime tells where each node ran. */
    private static void firstRun(OnnxModel model, OrtSession session, RunProfile profile) throws OrtException {
        model.step(List.of(Step.silence("silence", model.manifest())));
        try {
            NodePlacement nodes = profile.end(session);
            LOG.atLevel(nodes.whole() ? Level.INFO : Level.WARN)
                    .log("Model {} on {}: {}", model.manifest().name(), model.device(), nodes.words());
        } catch (IOException e) {
            LOG.debug("Where the nodes run cannot be told", e);
        }
    }
}
