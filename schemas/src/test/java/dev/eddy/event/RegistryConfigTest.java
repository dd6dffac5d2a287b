package dev.eddy.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eddy.event.RegistryConfig.Timeouts;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConfigTest {

    @Test
    void shouldHaveDefaults() {
        RegistryConfig config = RegistryConfig.of("http://registry:8081");

        assertThat(config.userInfo()).isEmpty();
        assertThat(config.autoRegister()).isTrue();
        assertThat(config.timeouts()).isEqualTo(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)));
        assertThat(config.clientProperties())
                .containsEntry("http.connect.timeout.ms", "5000")
                .containsEntry("http.read.timeout.ms", "10000")
                .doesNotContainKey("basic.auth.credentials.source");
    }

    @Test
    void shouldMapEverythingToTheClient() {
        RegistryConfig config = RegistryConfig.of("https://registry")
                .withUserInfo("alice:s3cret")
                .withAutoRegister(false)
                .withTimeouts(new Timeouts(Duration.ofMillis(1), Duration.ofMillis(2)));

        assertThat(config.autoRegister()).isFalse();
        assertThat(config.clientProperties())
                .containsEntry("http.connect.timeout.ms", "1")
                .containsEntry("http.read.timeout.ms", "2")
                .containsEntry("basic.auth.credentials.source", "USER_INFO")
                .containsEntry("basic.auth.user.info", "alice:s3cret");
    }

    @Test
    void shouldMoveCredentialsOutOfTheUrl() {
        RegistryConfig config =
                RegistryConfig.of("https://alice:p%40ss+1@one:8081, https://alice:p%40ss+1@two:8081/v1");

        assertThat(config.url()).isEqualTo("https://one:8081, https://two:8081/v1");
        assertThat(config.userInfo()).isEqualTo("alice:p@ss+1");
        assertThat(RegistryUrls.split(config.url())).containsExactly("https://one:8081", "https://two:8081/v1");
    }

    @Test
    void shouldMaskThePassword() {
        assertThat(RegistryConfig.of("http://alice:s3@cret@registry"))
                .hasToString(
                        "RegistryConfig[url=http://registry, userInfo=***, timeouts=Timeouts[connect=PT5S, read=PT10S],"
                                + " autoRegister=true, settings=[]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "registry:8081",
                "ftp://registry",
                "http://",
                "http://a b",
                "http://a,,http://b",
                "mock://a,mock://b",
                "http://a,mock://b"
            })
    void shouldRefuseAUrlThatLeadsNowhere(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistryConfig.of(url))
                .withMessageContaining("registry URL must be http://HOST[:PORT]")
                .withMessageContaining("'" + url + "'");
    }

    @Test
    void shouldNotRepeatCredentialsItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistryConfig.of("http://registry").withUserInfo("s3cret"))
                .withMessageContaining("USER:PASSWORD")
                .satisfies(e -> assertThat(e).hasMessageNotContaining("s3cret"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistryConfig.of("ftp://alice:s3cret@registry"))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("s3cret"));
    }

    @Test
    void shouldHandItsSettingsToTheClientThoseOfTlsWhereThatLooksForThem() {
        RegistryConfig config = RegistryConfig.of("https://registry")
                .withSettings(Map.of("ssl.truststore.password", "s3cret", "bearer.auth.token", "s3cret"));

        assertThat(config.clientProperties())
                .containsEntry("schema.registry.ssl.truststore.password", "s3cret")
                .containsEntry("bearer.auth.token", "s3cret");
        assertThat(config.toString())
                .contains("settings=[bearer.auth.token, ssl.truststore.password]")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldRefuseTimeoutsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(Duration.ZERO, Duration.ofSeconds(1)))
                .withMessage("registry connect time-out must be in 1ms..10min but was 0ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(Duration.ofSeconds(1), Duration.ofMinutes(11)))
                .withMessageContaining("read");
    }
}
