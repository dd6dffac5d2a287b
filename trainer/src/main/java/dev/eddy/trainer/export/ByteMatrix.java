package dev.eddy.trainer.export;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Weights as 8-bit integers, with one scale for each place on one axis.
 *
 * @param bytes name of the integers, of the shape of the weights
 * @param scales what one unit of the integers stands for, per place
 * @param axis that has a scale per place
 */
record ByteMatrix(String bytes, float[] scales, int axis) {

    static ByteMatrix of(TensorProto weights, int axis, NodeWriter nodes) {
        FloatBuffer values = HalfWeights.floats(weights);
        int places = (int) weights.getDims(axis);
        int inner = 1;
        for (int i = axis + 1; i < weights.getDimsCount(); i++) {
            inner *= (int) weights.getDims(i);
        }
        float[] scales = new float[places];
        for (int i = 0; i < values.remaining(); i++) {
            int place = i / inner % places;
            scales[place] = Math.max(scales[place], Math.abs(values.get(i)) / Byte.MAX_VALUE);
        }
        byte[] bytes = new byte[values.remaining()];
        for (int i = 0; i < bytes.length; i++) {
            float scale = scales[i / inner % places];
            bytes[i] = scale == 0 ? 0 : (byte) Math.round(values.get(i) / scale);
        }
        return new ByteMatrix(
                nodes.constant(weights.toBuilder()
                        .setName(weights.getName() + "_bytes")
                        .setDataType(TensorProto.DataType.INT8.getNumber())
                        .setRawData(ByteString.copyFrom(bytes))
                        .build()),
                scales,
                axis);
    }

    /** The name of the weights as floats. */
    String widened(NodeWriter nodes) {
        return nodes.op("DequantizeLinear", List.of(bytes, row(nodes)), Attribute.of("axis", axis));
    }

    /** The name of the scales {@code [place]}. */
    String row(NodeWriter nodes) {
        return nodes.floats(scales, scales.length);
    }

    /** The name of the scales {@code [place][1]}. */
    String column(NodeWriter nodes) {
        return nodes.floats(scales, scales.length, 1);
    }
}
