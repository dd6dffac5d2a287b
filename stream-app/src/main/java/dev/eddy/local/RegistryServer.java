package dev.eddy.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in this process, reachable from this machine only, that knows what Eddy asks: to register a schema and to
 * give one back. It can be stopped for a while and remembers what it knew. Any thread may call.
 */
public final class RegistryServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final Optional<Path> folder;
    private final CopyOnWriteArrayList<String> schemas = new CopyOnWriteArrayList<>();
    private @Nullable Javalin server;

    private RegistryServer(int port, Optional<Path> folder) {
        this.port = port == 0 ? FreePort.take() : port;
        this.folder = folder;
        readKept();
    }

    /**
     * One on a free port that forgets everything with the process.
     *
     * @return not started yet
     */
    public static RegistryServer inMemory() {
        return new RegistryServer(0, Optional.empty());
    }

    /**
     * One that keeps its schemas: what was written with them stays readable.
     *
     * @param folder where they are kept, one file each, named by their ids; made if it is missing
     * @param port to listen on, or 0 for a free one
     * @return not started yet
     */
    public static RegistryServer keptIn(Path folder, int port) {
        return new RegistryServer(port, Optional.of(folder));
    }

    private void readKept() {
        while (folder.isPresent() && Files.exists(file(schemas.size() + 1))) {
            try {
                schemas.add(Files.readString(file(schemas.size() + 1)));
            } catch (IOException e) {
                throw new UncheckedIOException("a kept schema cannot be read: give another folder", e);
            }
        }
    }

    private Path file(int id) {
        return folder.orElseThrow().resolve(id + ".avsc");
    }

    /**
     * Where clients find it.
     *
     * @return {@code http://HOST:PORT}
     */
    public String url() {
        return "http://" + HOST + ":" + port;
    }

    /**
     * Answers from now on; does nothing if it does already.
     *
     * @throws IllegalStateException if the port is taken
     */
    public synchronized void start() {
        if (server == null) {
            server = started();
        }
    }

    private Javalin started() {
        Javalin made = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.post("/subjects/{subject}/versions", this::register);
            config.routes.get("/schemas/ids/{id}", this::schema);
        });
        try {
            return made.start(HOST, port);
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "the schema registry must have port " + port + " for itself but has not (" + e.getMessage()
                            + "); give another port",
                    e);
        }
    }

    /** Answers no more, until it is started again. */
    public synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    private void register(Context context) throws IOException {
        String schema = JSON.readTree(context.body()).path("schema").asText();
        answer(context, Map.of("id", id(schema)));
    }

    private synchronized int id(String schema) throws IOException {
        if (!schemas.contains(schema)) {
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
                Files.writeString(file(schemas.size() + 1), schema);
            }
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    private void schema(Context context) throws JsonProcessingException {
        int id = Integer.parseInt(context.pathParam("id"));
        if (id < 1 || id > schemas.size()) {
            answer(context.status(HttpStatus.NOT_FOUND), Map.of("error_code", 40403, "message", "Schema not found"));
        } else {
            answer(context, Map.of("schema", schemas.get(id - 1)));
        }
    }

    private static void answer(Context context, Map<String, Object> body) throws JsonProcessingException {
        context.contentType("application/vnd.schemaregistry.v1+json").result(JSON.writeValueAsString(body));
    }

    @Override
    public void close() {
        stop();
    }
}
