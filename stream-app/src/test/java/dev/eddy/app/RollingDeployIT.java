package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eddy.chaos.Rehearsal;
import dev.eddy.chaos.Verdict;
import dev.eddy.chaos.Version;
import dev.eddy.kubernetes.Kustomization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A roll-out of what is in k8s/, with processes instead of pods. The system properties {@code rehearsal.instances},
 * {@code rehearsal.keys} and {@code rehearsal.rate} say how large it is; {@code rehearsal.previous} is the class path of an
 * older build to start from.
 */
class RollingDeployIT {

    private static final Path OVERLAY = Path.of("..", "k8s", "overlays", "cpu");

    @TempDir
    private Path folder;

    @Test
    void shouldLoseNothingWhileVersionsAreRolledOut() throws IOException {
        System.setProperty("eddy.kafka.log", "ERROR");
        List<ObjectNode> objects = Kustomization.of(OVERLAY);
        Rehearsal.Size size = new Rehearsal.Size(
                Integer.getInteger("rehearsal.instances", 2),
                Integer.getInteger("rehearsal.keys", 100),
                Integer.getInteger("rehearsal.rate", 100));
        String previous = System.getProperty("rehearsal.previous", System.getProperty("java.class.path"));
        try (Rehearsal rehearsal = new Rehearsal(size, ChaosCommand.means(folder), objects, RollingDeployIT::say)) {
            rehearsal.start(new Version("the build before", previous, Map.of()));
            rehearsal.roll(Version.ofThisBuild("this build", Map.of()));
            rehearsal.roll(Version.ofThisBuild(
                    "other options", Map.of("EDDY_BATCH_LIMIT", "256", "EDDY_COMMIT_EVERY", "200ms")));
            Verdict verdict = rehearsal.end();
            say(rehearsal.table());

            assertThat(verdict.windows()).isGreaterThan(1000);
            assertThat(verdict.missing() + verdict.duplicates() + verdict.wrong())
                    .as(verdict.toString())
                    .isZero();
        }
    }

    private static void say(String what) {
        System.out.println(what);
    }
}
