package dev.eddy.inference;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who shares which GPU: models that were opened with the same one of these take turns on a device. Any thread may call. */
public final class DeviceShares {

    private final Map<Device, Turnstile> turnstiles = new ConcurrentHashMap<>();

    /** Nobody shares anything yet. */
    public DeviceShares() {}

    /** What a model passes for each run; the processor is not waited for. */
    Gate gate(Device device, double weight) {
        return device.kind() == Device.Kind.CPU
                ? Gate.OPEN
                : turnstiles
                        .computeIfAbsent(device, it -> new Turnstile(System::nanoTime))
                        .gate(weight);
    }
}
