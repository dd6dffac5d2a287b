package dev.eddy.inference;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
 * @param tolerance how far answers of a GPU may be off those of the processor, as a share where they are greater than 1
 */
public record Placement(Device device, Optional<Padding> padding, int batchLimit, double tolerance) {

    private static final Logger LOG = LoggerFactory.getLogger(Placement.class);

    /** Checks the tolerance. */
    public Placement {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("device tolerance must be above 0 but was " + tolerance);
        }
    }

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
        OnnxModel first = OnnxModel.open(file, device);
        if (first.device().kind() == Device.Kind.CPU) {
            return onProcessor(first);
        }
        return before(OnnxModel.open(file, Device.CPU), file, first);
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

    private SequenceModel before(OnnxModel processor, ModelFile file, OnnxModel first) {
        Device gpu = first.device();
        AtomicReference<@Nullable OnnxModel> opened = new AtomicReference<>(first);
        try {
            Probe probe = Probe.of(processor);
            return new FailoverModel(
                    () -> {
                        OnnxModel there = opened.getAndSet(null);
                        return checked(there == null ? OnnxModel.open(file, gpu) : there, probe);
                    },
                    processor,
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

    private SequenceModel checked(OnnxModel gpu, Probe probe) {
        SequenceModel model = padding.orElse(Padding.POWERS).before(gpu, batchLimit);
        try {
            probe.requireAgreement(model, tolerance);
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }
}
