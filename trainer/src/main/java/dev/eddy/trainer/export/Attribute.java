package dev.eddy.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;

/** A constant that belongs to one ONNX operator, say a kernel size. */
public final class Attribute {

    final AttributeProto proto;

    private Attribute(AttributeProto.Builder proto) {
        this.proto = proto.build();
    }

    /**
     * A whole number.
     *
     * @param name as ONNX spells it
     * @param value of the attribute
     * @return the attribute
     */
    public static Attribute of(String name, long value) {
        return new Attribute(named(name, AttributeType.INT).setI(value));
    }

    /**
     * A number.
     *
     * @param name as ONNX spells it
     * @param value of the attribute
     * @return the attribute
     */
    public static Attribute of(String name, float value) {
        return new Attribute(named(name, AttributeType.FLOAT).setF(value));
    }

    /**
     * Several whole numbers.
     *
     * @param name as ONNX spells it
     * @param values of the attribute
     * @return the attribute
     */
    public static Attribute ofAll(String name, long... values) {
        return new Attribute(named(name, AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList()));
    }

    /**
     * A word.
     *
     * @param name as ONNX spells it
     * @param value of the attribute
     * @return the attribute
     */
    public static Attribute of(String name, String value) {
        return new Attribute(named(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    }

    /**
     * Several words.
     *
     * @param name as ONNX spells it
     * @param values of the attribute
     * @return the attribute
     */
    public static Attribute ofAll(String name, List<String> values) {
        return new Attribute(named(name, AttributeType.STRINGS)
                .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList()));
    }

    private static AttributeProto.Builder named(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
