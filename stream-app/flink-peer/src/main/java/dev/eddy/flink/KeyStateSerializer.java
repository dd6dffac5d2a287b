package dev.eddy.flink;

import dev.eddy.inference.ModelFile;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.KeyStateCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** States of keys in Flink's stores, in the bytes of the stream app. States must be idle when they are written or copied. */
final class KeyStateSerializer extends TypeSerializer<KeyState> {

    private static final long serialVersionUID = 1;

    private final String model;
    private transient @Nullable KeyStateCodec codec;

    KeyStateSerializer(String model) {
        this.model = model;
    }

    KeyStateCodec codec() {
        KeyStateCodec known = codec;
        if (known == null) {
            ModelManifest manifest =
                    ModelFile.read(Path.of(model), Optional.empty()).manifest();
            known = new KeyStateCodec(manifest.signal(), manifest.window(), manifest.initialState());
            codec = known;
        }
        return known;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<KeyState> duplicate() {
        return this;
    }

    @Override
    public KeyState createInstance() {
        return codec().fresh();
    }

    @Override
    public KeyState copy(KeyState from) {
        return codec().read(codec().write(from));
    }

    @Override
    public KeyState copy(KeyState from, KeyState reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(KeyState state, DataOutputView target) throws IOException {
        byte[] bytes = codec().write(state);
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    @Override
    public KeyState deserialize(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return codec().read(bytes);
    }

    @Override
    public KeyState deserialize(KeyState reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = source.readInt();
        target.writeInt(length);
        target.write(source, length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyStateSerializer that && model.equals(that.model);
    }

    @Override
    public int hashCode() {
        return model.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<KeyState> snapshotConfiguration() {
        return new Snapshot(model);
    }

    /** What a checkpoint says of the serializer. Flink makes it by name. */
    public static final class Snapshot implements TypeSerializerSnapshot<KeyState> {

        private String model;

        /** To be read. */
        public Snapshot() {
            this("");
        }

        Snapshot(String model) {
            this.model = model;
        }

        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(model);
        }

        @Override
        public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
            model = in.readUTF();
        }

        @Override
        public TypeSerializer<KeyState> restoreSerializer() {
            return new KeyStateSerializer(model);
        }

        @Override
        public TypeSerializerSchemaCompatibility<KeyState> resolveSchemaCompatibility(
                TypeSerializerSnapshot<KeyState> before) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
    }
}
