package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.inference.BatchPolicy;
import dev.eddy.inference.Engines;
import dev.eddy.inference.FakeModel;
import dev.eddy.inference.InferenceEngine;
import dev.eddy.inference.ModelFile;
import dev.eddy.inference.ModelId;
import dev.eddy.rollout.StatePolicy;
import dev.eddy.rollout.Switch;
import dev.eddy.rollout.Tryout;
import dev.eddy.signal.Beginning;
import dev.eddy.signal.CorruptStateException;
import dev.eddy.signal.Place;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the committed bytes of a key say to who reads nothing else. */
class StoredKeyTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1e6);
    private static final WindowSpec WINDOW = new WindowSpec(4, 3, 1, 2);
    private static final BatchPolicy SMALL = new BatchPolicy(4, Duration.ZERO);

    private final FakeModel first = new FakeModel(SIGNAL, WINDOW);
    private final FakeModel second = new FakeModel(SIGNAL, WINDOW, "2", 3);
    private final Engines engines = Engines.of(new InferenceEngine(first, SMALL, new MetricRegistry()));
    private final BareTask task =
            new BareTask(first.manifest(), engines, TopologySettings.Bounds.DEFAULT.withGrace(Duration.ofNanos(3000)));

    StoredKeyTest() {
        engines.add(new ModelId("fake", "2", ""), new InferenceEngine(second, SMALL, new MetricRegistry()));
    }

    @AfterEach
    void close() {
        engines.close();
    }

    @Test
    void shouldTellWhereAKeyStandsAndItsHiddenState() {
        send(100, 1, 2, 3, 4, 5);
        send(107, 8, 9);
        task.commit();

        StoredKey key = read(Optional.of(file()));

        assertThat(key.place()).isEqualTo(new Place(true, 104, 0, 1, Beginning.FIRST, false, 3, 1, 0));
        assertThat(key.hidden()).singleElement().satisfies(it -> {
            assertThat(it.name()).isEqualTo("h");
            assertThat(it.values()).containsExactly(FakeModel.after(0, new float[] {0, 1, 2, 3}));
        });
        assertThat(key.model()).isEqualTo(key.next());
        assertThat(key.damage()).isEmpty();
    }

    @Test
    void shouldNeedTheModelAsLongAsNoOtherOneWasPromoted() {
        send(0, 1, 2, 3);
        task.commit();

        assertThatThrownBy(() -> read(Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--model FILE");
    }

    @Test
    void shouldTellTheModelThatMadeAStateAndTheOneThatTakesOver() {
        send(0, 1, 2, 3);
        task.process(new Switch(new ModelId("fake", "2", ""), StatePolicy.CARRY, 0));
        task.commit();

        StoredKey sleeping = read(Optional.empty());
        assertThat(sleeping.model().version()).isEqualTo("1");
        assertThat(sleeping.next().version()).isEqualTo("2");

        send(3, 4, 5, 6);
        task.commit();

        StoredKey awake = read(Optional.empty());
        assertThat(awake.model()).isEqualTo(awake.next()).isEqualTo(new ModelId("fake", "2", ""));
        assertThat(awake.generation()).isEqualTo(1);
        assertThat(awake.hidden().get(0).values()).containsExactly(0.5f * 6 + 3 * (3 + 4 + 5 + 6));
    }

    @Test
    void shouldTellWhatACandidateHasMadeOfAKey() {
        ModelId candidate = new ModelId("fake", "2", "");
        task.process(new Tryout(candidate, 1, "predictions.shadow", Tryout.Limits.USUAL));
        send(0, 1, 2, 3);
        task.commit();

        StoredKey key = read(Optional.empty());

        assertThat(key.hidden().get(0).values()).containsExactly(1 + 2 + 3);
        assertThat(key.tried()).hasValueSatisfying(it -> {
            assertThat(it.model()).isEqualTo(candidate);
            assertThat(it.hidden().get(0).values()).containsExactly(3 * (1 + 2 + 3));
        });
    }

    @Test
    void shouldTellThatAStateIsDamaged() {
        send(0, 1, 2, 3);
        task.commit();
        task.damage("k");

        StoredKey key = read(Optional.of(file()));

        assertThat(key.damage()).hasValueSatisfying(it -> assertThat(it).contains("checksum"));
        assertThat(key.hidden()).isEmpty();
    }

    @Test
    void shouldRefuseAModelThatIsNotTheOneOfTheStates() {
        send(0, 1, 2, 3);
        task.commit();
        FakeModel other = new FakeModel(SIGNAL, WindowSpec.tumbling(9));

        assertThatThrownBy(() -> read(Optional.of(new ModelFile(new byte[0], other.manifest(), ""))))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("another window or state layout");
    }

    @Test
    void shouldTellTheRecordOfTheModelsFromAKeyOfTheSameText() {
        String models = new String(Notes.LINEAGE.get(), StandardCharsets.UTF_8);
        send(0, 1, 2, 3);
        task.process(new Switch(new ModelId("fake", "2", ""), StatePolicy.CARRY, 0));
        task.commit();

        assertThat(StoredKey.tellsModels(models, task.stored().get(Notes.LINEAGE)))
                .isTrue();
        assertThat(StoredKey.tellsModels(models, task.stored().get(name()))).isFalse();
        assertThat(StoredKey.tellsModels(models, null)).isFalse();
        assertThat(StoredKey.tellsModels("k", task.stored().get(Notes.LINEAGE))).isFalse();
    }

    private void send(long at, float... values) {
        task.process(new RandomHistory.Event("k", new Samples(at, values, false)));
    }

    private ModelFile file() {
        return new ModelFile(new byte[0], first.manifest(), "");
    }

    private StoredKey read(Optional<ModelFile> model) {
        Map<Bytes, byte[]> stored = task.stored();
        return StoredKey.read(
                Objects.requireNonNull(stored.get(name())), Optional.ofNullable(stored.get(Notes.LINEAGE)), model);
    }

    private static Bytes name() {
        return Bytes.wrap("k".getBytes(StandardCharsets.UTF_8));
    }
}
