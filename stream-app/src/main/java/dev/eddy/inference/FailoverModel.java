package dev.eddy.inference;

import dev.eddy.model.ModelManifest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model on two devices: a fast one that may be lost, and the processor behind it. Hidden states are never on the device
 * between two batches, so nothing is lost with it.
 *
 * <p>A batch on which the device fails, or is silent for too long, is scored by the processor from the same states within
 * the same call: nobody above notices. The device rests then, is opened anew on a thread of its own, and is used again
 * once it answers as the processor does; each time that it fails again soon it rests twice as long. A device that hangs is
 * not tried again: the process would have to be started anew for it.
 *
 * <p>A batch that fails on both devices is to blame itself, and the device stays. One thread at a time, as for every
 * model.
 */
public final class FailoverModel implements SequenceModel {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverModel.class);

    private final Supplier<SequenceModel> open;
    private final SequenceModel processor;
    private final Gate gate;
    private final Terms terms;
    private final LongSupplier nanoClock;
    private DeviceThread device;
    private boolean up = true;
    private long since;
    private long rest;
    private volatile Device current;
    private final AtomicLong failovers = new AtomicLong();

    /**
     * How patient it is.
     *
     * @param answer how long a batch may take on the device
     * @param rest after the first failure
     * @param longestRest however often it fails
     */
    public record Terms(Duration answer, Duration rest, Duration longestRest) {

        /** Long for any batch, short for the stream: the commit waits for it. */
        public static final Terms DEFAULT =
                new Terms(Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /**
     * Opens the device, and ends where that cannot be done or where it does not answer as the processor does.
     *
     * @param open opens the model on the device, now and after each failure, and checks what it answers; called on another
     *     thread
     * @param processor the same model on the processor; closed with this one
     * @param terms how patient it is
     * @param nanoClock tells the time, in ns
     * @throws InferenceException when the device cannot be used; the processor's model stays open
     */
    public FailoverModel(Supplier<SequenceModel> open, SequenceModel processor, Terms terms, LongSupplier nanoClock) {
        this(open, processor, Gate.OPEN, terms, nanoClock);
    }

    /** The same for a device that is shared: waiting for its turn is no part of what a batch takes there. */
    FailoverModel(
            Supplier<SequenceModel> open, SequenceModel processor, Gate gate, Terms terms, LongSupplier nanoClock) {
        this.open = open;
        this.processor = processor;
        this.gate = gate;
        this.terms = terms;
        this.nanoClock = nanoClock;
        this.rest = terms.rest().toNanos();
        this.since = nanoClock.getAsLong();
        this.device = new DeviceThread(open);
        try {
            this.current = device.device();
        } catch (InferenceException e) {
            device.leave();
            throw e;
        }
    }

    @Override
    public List<StepResult.Scored> step(List<Step> batch) {
        if (!up && !returned()) {
            return processor.step(batch);
        }
        try {
            return onDevice(batch);
        } catch (InferenceException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // the engine ends, the device is well
            }
            return instead(batch, e);
        }
    }

    private List<StepResult.Scored> onDevice(List<Step> batch) {
        gate.enter();
        try {
            return device.step(batch, terms.answer());
        } finally {
            gate.leave();
        }
    }

    private List<StepResult.Scored> instead(List<Step> batch, InferenceException failure) {
        if (device.hangs()) {
            lose(failure);
        }
        List<StepResult.Scored> results = processor.step(batch);
        if (up) {
            lose(failure);
        }
        return results;
    }

    private void lose(InferenceException failure) {
        Device lost = current;
        boolean again =
                failovers.get() > 0 && sinceNanos() < terms.longestRest().toNanos();
        rest(again ? 2 * rest : terms.rest().toNanos());
        up = false;
        failovers.incrementAndGet();
        current = processor.device();
        LOG.warn(
                "Device {} failed, {} goes on with the same states; {}: {}",
                lost,
                current,
                device.hangs()
                        ? "it hangs: start the app again to use it again"
                        : "it is tried again in " + Duration.ofNanos(rest),
                failure.getMessage());
        LOG.debug("What the device said", failure);
    }

    private void rest(long nanos) {
        rest = Math.min(nanos, terms.longestRest().toNanos());
        since = nanoClock.getAsLong();
        device.leave();
    }

    private long sinceNanos() {
        return nanoClock.getAsLong() - since;
    }

    /** Opens the device when it has rested, and says whether it is there again. */
    private boolean returned() {
        if (device.left()) {
            if (device.ended() && !device.hangs() && sinceNanos() >= rest) {
                device = new DeviceThread(open);
            }
            return false;
        }
        return device.opened() && back();
    }

    private boolean back() {
        try {
            current = device.device();
        } catch (InferenceException e) {
            rest(2 * rest);
            LOG.info(
                    "The device cannot be used yet; it is tried again in {}: {}",
                    Duration.ofNanos(rest),
                    e.getMessage());
            return false;
        }
        up = true;
        since = nanoClock.getAsLong();
        LOG.info("Device {} is back", current);
        return true;
    }

    @Override
    public ModelManifest manifest() {
        return processor.manifest();
    }

    @Override
    public Device device() {
        return current;
    }

    @Override
    public long failovers() {
        return failovers.get();
    }

    @Override
    public void close() {
        try {
            device.close();
        } finally {
            processor.close();
        }
    }
}
