package dev.eddy.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records between Kafka and the job: a key and bytes, which are decoded where they are used. */
final class Events {

    static final TypeInformation<Tuple2<String, byte[]>> TYPE =
            Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private Events() {}

    /** From the topic. */
    static final class In implements KafkaRecordDeserializationSchema<Tuple2<String, byte[]>> {

        private static final long serialVersionUID = 1;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Tuple2<String, byte[]>> out) {
            out.collect(Tuple2.of(new String(record.key(), StandardCharsets.UTF_8), record.value()));
        }

        @Override
        public TypeInformation<Tuple2<String, byte[]>> getProducedType() {
            return TYPE;
        }
    }

    /** The key. */
    static final class Key implements KeySelector<Tuple2<String, byte[]>, String> {

        private static final long serialVersionUID = 1;

        @Override
        public String getKey(Tuple2<String, byte[]> event) {
            return event.f0;
        }
    }

    /** The key to the topic. */
    static final class KeyOut implements SerializationSchema<Tuple2<String, byte[]>> {

        private static final long serialVersionUID = 1;

        @Override
        public byte[] serialize(Tuple2<String, byte[]> event) {
            return event.f0.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The bytes to the topic. */
    static final class ValueOut implements SerializationSchema<Tuple2<String, byte[]>> {

        private static final long serialVersionUID = 1;

        @Override
        public byte[] serialize(Tuple2<String, byte[]> event) {
            return event.f1;
        }
    }
}
