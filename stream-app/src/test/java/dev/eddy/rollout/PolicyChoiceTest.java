package dev.eddy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eddy.inference.FakeModel;
import dev.eddy.inference.ModelFile;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyChoiceTest {

    private static final WindowSpec WINDOW = WindowSpec.tumbling(4);

    private final ModelHead one = head("1", WINDOW, List.of());

    @TempDir
    private Path folder;

    @Test
    void exampleUsage() {
        ModelHead two = head("2", WINDOW, List.of("1"));

        PolicyChoice choice = PolicyChoice.of(Optional.empty(), Optional.of(one), two, 0);

        assertThat(choice.policy()).isEqualTo(StatePolicy.CARRY);
        assertThat(choice.reason()).isEqualTo("1 and 2 are declared to mean the same by their states");
        assertThat(PolicyChoice.of(Optional.empty(), Optional.of(two), one, 0).policy())
                .isEqualTo(StatePolicy.CARRY);
    }

    @Test
    void shouldResetWhatNobodyHasDeclared() {
        assertThat(chosen(head("2", WINDOW, List.of()))).startsWith("RESET 1 and 2 have states of the same shapes");
        assertThat(chosen(head("2", WindowSpec.tumbling(5), List.of("1")))).startsWith("RESET 1 and 2 differ");
        assertThat(PolicyChoice.of(Optional.empty(), Optional.empty(), one, 0).policy())
                .isEqualTo(StatePolicy.RESET);
    }

    @Test
    void shouldGoOnFromTheStatesOfATrialWhereNoneAreLostByThat() {
        ModelHead stranger = head("2", WINDOW, List.of());
        ModelHead heir = head("2", WINDOW, List.of("1"));

        assertThat(tried(stranger, 1))
                .isEqualTo("SHADOW it is being tried, and goes on from the states that it has made");
        assertThat(tried(heir, 1)).startsWith("SHADOW");
        assertThat(tried(stranger, 0.1)).endsWith("; for the keys beyond its share of 0.1 a new epoch begins");
        assertThat(tried(heir, 0.1)).startsWith("CARRY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyChoice.of(Optional.of(StatePolicy.SHADOW), Optional.of(one), heir, 0))
                .withMessageContaining("needs a model that is being tried");
    }

    private String tried(ModelHead next, double share) {
        PolicyChoice choice = PolicyChoice.of(Optional.empty(), Optional.of(one), next, share);
        return choice.policy() + " " + choice.reason();
    }

    @Test
    void shouldRefuseAWishThatCannotBeFulfilled() {
        ModelHead wider = head("2", WindowSpec.tumbling(5), List.of());

        for (StatePolicy wish : List.of(StatePolicy.CARRY, StatePolicy.REPLAY)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PolicyChoice.of(Optional.of(wish), Optional.of(one), wider, 0))
                    .withMessageContaining("--policy " + wish + " needs a model that cuts its windows");
        }
        assertThat(PolicyChoice.of(Optional.of(StatePolicy.RESET), Optional.of(one), wider, 0)
                        .reason())
                .isEqualTo("as asked for");
    }

    @Test
    void shouldTrustASignatureAndNothingElse() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path secret = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        Path open = pem("PUBLIC KEY", pair.getPublic().getEncoded());
        Path other = pem(
                "PUBLIC KEY of another",
                KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        ModelHead signed = Signatures.sign(one, secret);

        Signatures.require(signed, Signatures.trusted(open));

        refused(signed, other, "by the key that is trusted here but is not");
        refused(one, open, "it must be signed but is not");
        refused(head("2", WINDOW, List.of()).signed(signed.signature()), open, "by the key that is trusted here");
        refused(one.signed("zz"), open, "its signature cannot be read");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signatures.trusted(secret))
                .withMessageContaining("must be a public Ed25519 key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signatures.sign(one, folder.resolve("nowhere")))
                .withMessageContaining("must be a readable PEM file");
    }

    private static void refused(ModelHead head, Path key, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signatures.require(head, Signatures.trusted(key)))
                .withMessageContaining(reason);
    }

    private Path pem(String kind, byte[] key) throws Exception {
        String text = "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted("PUBLIC KEY", Base64.getMimeEncoder().encodeToString(key), "PUBLIC KEY");
        return Files.writeString(folder.resolve(kind), text);
    }

    private String chosen(ModelHead next) {
        PolicyChoice choice = PolicyChoice.of(Optional.empty(), Optional.of(one), next, 0);
        return choice.policy() + " " + choice.reason();
    }

    private static ModelHead head(String version, WindowSpec window, List<String> carries) {
        FakeModel model = new FakeModel(new SignalSpec(1, 1000), window, version, 1);
        return ModelHead.of(ModelFile.of(new byte[] {1}, model.manifest()), carries, "2026-01-31T12:00:00Z");
    }
}
