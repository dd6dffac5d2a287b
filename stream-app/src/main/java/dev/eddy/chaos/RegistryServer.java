package dev.eddy.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in this process that knows what Eddy asks: to register a schema and to give one back. It can be out of
 * order for a while and remembers what it knew. Any thread may call.
 */
final class RegistryServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port = FreePort.take();
    private final List<String> schemas = new CopyOnWriteArrayList<>();
    private @Nullable Javalin server;

    String url() {
        return "http://" + HOST + ":" + port;
    }

    synchronized void start() {
        if (server == null) {
            server = Javalin.create(config -> {
                        config.startup.showJavalinBanner = false;
                        config.routes.post("/subjects/{subject}/versions", this::register);
                        config.routes.get("/schemas/ids/{id}", this::schema);
                    })
                    .start(HOST, port);
        }
    }

    synchronized void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    private void register(Context context) throws JsonProcessingException {
        String schema = JSON.readTree(context.body()).path("schema").asText();
        answer(context, Map.of("id", id(schema)));
    }

    private synchronized int id(String schema) {
        if (!schemas.contains(schema)) {
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
