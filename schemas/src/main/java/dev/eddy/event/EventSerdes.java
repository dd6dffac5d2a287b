package dev.eddy.event;

/**
 * The serdes of all events, on one registry. Any thread may use them.
 *
 * @param chunks of signals
 * @param readings of signals that have no rate
 * @param predictions of models
 */
public record EventSerdes(
        EventSerde<SignalChunk> chunks, EventSerde<Readings> readings, EventSerde<Prediction> predictions)
        implements AutoCloseable {

    /**
     * Nothing is asked of the registry before the first event.
     *
     * @param registry where the schemas are
     * @return serdes to be closed
     */
    public static EventSerdes of(RegistryConfig registry) {
        return new EventSerdes(
                EventSerde.of(SignalChunk.class, registry),
                EventSerde.of(Readings.class, registry),
                EventSerde.of(Prediction.class, registry));
    }

    @Override
    public void close() {
        chunks.close();
        readings.close();
        predictions.close();
    }
}
