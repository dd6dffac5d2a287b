package dev.eddy.app;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;

/** Gives signed tokens to clients who know a secret, and the key to check them with to whoever asks. */
final class TokenIssuer implements AutoCloseable {

    static final String AUDIENCE = "kafka";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final KeyPair keys;

    private TokenIssuer(HttpServer server, KeyPair keys) {
        this.server = server;
        this.keys = keys;
    }

    static TokenIssuer start(String client, String secret) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenIssuer issuer = new TokenIssuer(server, generator.generateKeyPair());
        server.createContext("/keys", exchange -> answer(exchange, issuer.publicKeys()));
        server.createContext("/token", exchange -> answer(exchange, issuer.token(client)))
                .setAuthenticator(new BasicAuthenticator("tokens") {
                    @Override
                    public boolean checkCredentials(String user, String given) {
                        return user.equals(client) && given.equals(secret);
                    }
                });
        server.start();
        return issuer;
    }

    String tokens() {
        return url() + "/token";
    }

    String keys() {
        return url() + "/keys";
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String publicKeys() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return """
                {"keys": [{"kty": "RSA", "kid": "one", "alg": "RS256", "use": "sig", "n": "%s", "e": "%s"}]}""".formatted(
                        BASE64.encodeToString(key.getModulus().toByteArray()),
                        BASE64.encodeToString(key.getPublicExponent().toByteArray()));
    }

    private String token(String subject) {
        long now = Instant.now().getEpochSecond();
        String claims = """
                {"sub": "%s", "aud": "%s", "scope": "events", "iat": %d, "exp": %d}""".formatted(subject, AUDIENCE, now, now + 600);
        String signed = part("{\"alg\": \"RS256\", \"kid\": \"one\"}") + "." + part(claims);
        return """
                {"access_token": "%s", "token_type": "Bearer", "expires_in": 600}""".formatted(signed + "." + signature(signed));
    }

    private String signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
