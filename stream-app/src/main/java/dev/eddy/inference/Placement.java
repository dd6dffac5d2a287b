package dev.eddy.inference;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Where models run and how.
 *
 * @param device that is asked for
 * @param padding of batches, by default what suits the device and the graph
 * @param batchLimit the most steps in a batch
 * @param gpu on which terms a GPU is used
 */
public record Placement(Device device, Optional<Padding> padding, int batchLimit, GpuUse gpu) {

    private static final Logger LOG = LoggerFactory.getLogger(Placement.class);

    /**
     * Opens a model. Behind a GPU stands the processor; where any device will do and the GPU does not answer as the
     * processor does, the processor is all.
     *
     * @param file the model
     * @return the model, ready
     * @throws InferenceException when the graph or the device cannot be used
     * @throws dev.eddy.model.ManifestException when the manifest promises what the graph does not have
     */
    public SequenceModel open(ModelFile file) {
        return open(file, new DeviceShares());
    }

    /**
     * The same, beside other models on a GPU.
     *
     * @param file the model
     * @param shares who else uses the GPU
     * @return the model, ready
     * @throws InferenceException when the graph or the device cannot be used
     * @throws dev.eddy.model.ManifestException when the manifest promises what the graph does not have
     */
    public SequenceModel open(ModelFile file, DeviceShares shares) {
        OnnxModel first = OnnxModel.open(file, device, gpu.cuda());
        if (first.device().kind() == Device.Kind.CPU) {
            return onProcessor(first);
        }
        Device there = first.device();
        Gate gate = shares.gate(there, gpu.weight());
        return before(OnnxModel.open(file, Device.CPU), first, gate, () -> OnnxModel.open(file, there, gpu.cuda()));
    }

    private SequenceModel onProcessor(OnnxModel model) {
        return padding.map(it -> it.before(model, batchLimit)).orElseGet(() -> inCompany(model));
    }

    private static SequenceModel inCompany(OnnxModel model) {
        Company company = Company.of(model);
        if (company != Company.WELCOME) {
            LOG.atLevel(company == Company.REFUSED ? Level.WARN : Level.INFO)
                    .log(
                            "Model {} {}: {}",
                            model.manifest().name(),
                            model.manifest().version(),
                            company.words());
        }
        return company.before(model);
    }

    private SequenceModel before(OnnxModel processor, OnnxModel first, Gate gate, Supplier<OnnxModel> again) {
        AtomicReference<@Nullable OnnxModel> opened = new AtomicReference<>(first);
        try {
            Probe probe = Probe.of(processor);
            return new FailoverModel(
                    () -> {
                        OnnxModel there = opened.getAndSet(null);
                        return checked(there == null ? again.get() : there, probe);
                    },
                    processor,
                    gate,
                    FailoverModel.Terms.DEFAULT,
                    System::nanoTime);
        } catch (InferenceException e) {
            if (opened.get() != null) {
                first.close();
            }
            if (device.kind() == Device.Kind.AUTO) {
                LOG.warn("Device cpu: {}", e.getMessage());
                return onProcessor(processor);
            }
            processor.close();
            throw e;
        }
    }

    private SequenceModel prepared(OnnxModel there) {
        try {
            return padding.orElse(Padding.POWERS).before(there, batchLimit);
        } catch (RuntimeException e) {
            throw OnnxSession.ofDevice(there.device().index(), e);
        }
    }

    private SequenceModel checked(OnnxModel there, Probe probe) {
        SequenceModel model = prepared(there);
        try {
            probe.requireAgreement(model, gpu.tolerance());
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw OnnxSession.ofDevice(there.device().index(), e);
        }
    }
}
