package dev.eddy.event;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An HTTP server that gives one answer to everything and remembers what it was asked. */
final class FakeRegistry implements AutoCloseable {

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private FakeRegistry(Function<HttpExchange, Answer> answers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> answer(exchange, answers.apply(exchange)));
        server.start();
    }

    static FakeRegistry answering(int status, String body) {
        return new FakeRegistry(exchange -> new Answer(status, body));
    }

    /** Accepts one pair of credentials, as the base64 of {@code user:password}. */
    static FakeRegistry guarded(String base64, String body) {
        return new FakeRegistry(exchange ->
                ("Basic " + base64).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                        ? new Answer(200, body)
                        : new Answer(401, "{\"error_code\":401,\"message\":\"Unauthorized\"}"));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Method, path and body of each request, in order. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            byte[] content = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private record Answer(int status, String body) {}
}
