package dev.eddy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void exampleUsage() throws Exception {
        try (RegistryServer registry = RegistryServer.inMemory()) {
            registry.start();

            assertThat(register(registry, "string")).isEqualTo("{\"id\":1}");
            assertThat(register(registry, "int")).isEqualTo("{\"id\":2}");
            assertThat(register(registry, "string")).isEqualTo("{\"id\":1}");
            assertThat(schema(registry, 2)).contains("int");
            assertThat(schema(registry, 3)).contains("40403");
        }
    }

    @Test
    void shouldRememberWhatItKeeps(@TempDir Path folder) throws Exception {
        try (RegistryServer registry = RegistryServer.keptIn(folder, 0)) {
            registry.start();
            register(registry, "string");
            register(registry, "int");
        }

        try (RegistryServer again = RegistryServer.keptIn(folder, 0)) {
            again.start();

            assertThat(schema(again, 2)).contains("int");
            assertThat(register(again, "long")).isEqualTo("{\"id\":3}");
        }
    }

    @Test
    void shouldSayThatItsPortIsTaken(@TempDir Path folder) {
        try (RegistryServer registry = RegistryServer.inMemory()) {
            registry.start();
            int taken = URI.create(registry.url()).getPort();

            assertThatThrownBy(() -> RegistryServer.keptIn(folder, taken).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must have port " + taken + " for itself");
        }
    }

    private String register(RegistryServer registry, String type) throws Exception {
        String schema = "{\"schema\": \"\\\"" + type + "\\\"\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/some-value/versions"))
                .POST(HttpRequest.BodyPublishers.ofString(schema))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private String schema(RegistryServer registry, int id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/schemas/ids/" + id))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
