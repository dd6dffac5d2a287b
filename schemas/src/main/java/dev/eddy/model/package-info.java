/**
 * What a model file promises: the manifest, written by whoever exports a model, read and verified by whoever serves it.
 * It travels inside the {@code .onnx} file as JSON under the metadata key {@value dev.eddy.model.ModelManifest#KEY}, or
 * beside it as a file of its own for graphs made by others.
 *
 * <p>Must not import anything of Kafka, Avro or ONNX Runtime: a manifest is compared with a real graph elsewhere.
 */
@NullMarked
package dev.eddy.model;

import org.jspecify.annotations.NullMarked;
