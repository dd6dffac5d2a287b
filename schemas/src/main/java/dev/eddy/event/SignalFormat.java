package dev.eddy.event;

import dev.eddy.signal.SignalSpec;
import org.apache.kafka.common.serialization.Serializer;

/** How the values of signals are written. */
public enum SignalFormat {
    /** {@link SignalChunk} in Confluent's wire format. */
    AVRO {
        @Override
        public SignalReader reader(EventSerdes serdes, SignalSpec signal, int maxSamples) {
            return new ChunkReader(serdes.chunks(), signal, maxSamples);
        }

        @Override
        public Serializer<SignalChunk> writer(EventSerdes serdes) {
            return serdes.chunks().serializer();
        }
    },
    /** {@link Readings} in Confluent's wire format. */
    READINGS {
        @Override
        public SignalReader reader(EventSerdes serdes, SignalSpec signal, int maxSamples) {
            return new ReadingsReader(serdes.readings(), signal, maxSamples);
        }

        @Override
        public Serializer<SignalChunk> writer(EventSerdes serdes) {
            return ChunkWriters.readings(serdes.readings());
        }
    },
    /** A JSON object: samples or readings. */
    JSON {
        @Override
        public SignalReader reader(EventSerdes serdes, SignalSpec signal, int maxSamples) {
            return new JsonReader(signal, maxSamples);
        }

        @Override
        public Serializer<SignalChunk> writer(EventSerdes serdes) {
            return ChunkWriters.json();
        }
    },
    /** Bare samples, signed 16-bit little endian, the channels of one sample side by side; the rest is in headers. */
    PCM {
        @Override
        public SignalReader reader(EventSerdes serdes, SignalSpec signal, int maxSamples) {
            return new PcmReader(signal, maxSamples);
        }

        @Override
        public Serializer<SignalChunk> writer(EventSerdes serdes) {
            return ChunkWriters.pcm();
        }
    };

    /**
     * A reader of this format.
     *
     * @param serdes for the formats of the registry
     * @param signal what the samples must be made of
     * @param maxSamples the most samples or readings in one event, 1 or more
     * @return the reader
     */
    public abstract SignalReader reader(EventSerdes serdes, SignalSpec signal, int maxSamples);

    /**
     * A writer of this format.
     *
     * @param serdes for the formats of the registry
     * @return what makes of a chunk the value of a record, and adds to its headers what the format has there
     */
    public abstract Serializer<SignalChunk> writer(EventSerdes serdes);
}
