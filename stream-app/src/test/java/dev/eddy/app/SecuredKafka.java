package dev.eddy.app;

import dev.eddy.local.FreePort;
import dev.eddy.local.LocalBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;
import org.awaitility.Awaitility;

/** A broker that lets nobody in without TLS and a password, and nobody do what was not granted. */
final class SecuredKafka implements AutoCloseable {

    static final String OPERATOR = "operator";
    static final String MECHANISM = "SCRAM-SHA-512";

    private static final String PASSWORD = "hush-scram-";

    /** Secrets that must be seen nowhere. */
    static final String KEY_PASSWORD = "hush-key-store";

    static final String TRUST_PASSWORD = "hush-trust-store";

    private final LocalBroker broker;
    private final String inside;
    private final KeyStoreFile key;
    private final KeyStoreFile trust;
    private final Path folder;

    private SecuredKafka(LocalBroker broker, String inside, Path folder, List<KeyStoreFile> stores) {
        this.broker = broker;
        this.inside = inside;
        this.folder = folder;
        this.key = stores.get(0);
        this.trust = stores.get(1);
    }

    /** With users of these names, who may do nothing yet; the operator may set rights. */
    static SecuredKafka start(Path folder, Map<String, String> more, List<String> users) throws Exception {
        KeyStoreFile key = KeyStoreFile.make(folder, KEY_PASSWORD);
        KeyStoreFile trust = key.trust(TRUST_PASSWORD);
        int clients = FreePort.take();
        String inside = "127.0.0.1:" + FreePort.take();
        Map<String, String> properties = new HashMap<>(more);
        properties.putAll(listeners("127.0.0.1:" + clients, inside, "127.0.0.1:" + FreePort.take()));
        properties.putAll(tls(key, trust));
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        properties.put("super.users", "User:CN=broker");
        LocalBroker broker = LocalBroker.start(folder.resolve("broker"), clients, properties);
        SecuredKafka kafka = new SecuredKafka(broker, inside, folder, List.of(key, trust));
        for (String user : users) {
            kafka.addUser(user);
        }
        return kafka;
    }

    /** Users come to one door with a password; broker and controller speak behind others, each with its certificate. */
    private static Map<String, String> listeners(String clients, String inside, String controller) {
        Map<String, String> properties = new HashMap<>();
        properties.put("advertised.listeners", "CLIENTS://" + clients + ",INSIDE://" + inside);
        properties.put("listeners", properties.get("advertised.listeners") + ",CONTROLLER://" + controller);
        properties.put("controller.quorum.voters", "1@" + controller);
        properties.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,INSIDE:SSL,CONTROLLER:SSL");
        properties.put("inter.broker.listener.name", "INSIDE");
        properties.put("listener.name.inside.ssl.client.auth", "required");
        properties.put("listener.name.controller.ssl.client.auth", "required");
        properties.put("listener.name.clients.sasl.enabled.mechanisms", MECHANISM + ",OAUTHBEARER");
        properties.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        return properties;
    }

    private static Map<String, String> tls(KeyStoreFile key, KeyStoreFile trust) {
        Map<String, String> settings = new HashMap<>(trusting(trust));
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", key.path().toString());
        settings.put("ssl.keystore.password", key.password());
        settings.put("ssl.key.password", key.password());
        return settings;
    }

    private static Map<String, String> trusting(KeyStoreFile trust) {
        return Map.of(
                "ssl.truststore.type", "PKCS12",
                "ssl.truststore.location", trust.path().toString(),
                "ssl.truststore.password", trust.password());
    }

    private void addUser(String user) throws ExecutionException, InterruptedException {
        ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        try (Admin admin = insider()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, how, password(user))))
                    .all()
                    .get();
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> admin.describeUserScramCredentials(List.of(user))
                                    .description(user)
                                    .get()
                            != null);
        }
    }

    /** The broker's own way in, to which everything is allowed. */
    Admin insider() {
        Map<String, Object> settings = new HashMap<>(insiders());
        settings.put("bootstrap.servers", inside);
        return Admin.create(settings);
    }

    private Map<String, String> insiders() {
        Map<String, String> settings = new HashMap<>(tls(key, trust));
        settings.put("security.protocol", "SSL");
        return settings;
    }

    static String password(String user) {
        return PASSWORD + user;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Path certificate() {
        return key.certificate();
    }

    KeyStoreFile key() {
        return key;
    }

    /** What a client of this user is told. */
    Map<String, String> client(String user) {
        return client(user, password(user));
    }

    Map<String, String> client(String user, String password) {
        Map<String, String> settings = client();
        settings.put("sasl.mechanism", MECHANISM);
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
        return settings;
    }

    /** What a client is told who has still to say who it is. */
    Map<String, String> client() {
        Map<String, String> settings = new HashMap<>(trusting(trust));
        settings.put("security.protocol", "SASL_SSL");
        return settings;
    }

    /** The same as variables of Eddy's environment. */
    static Map<String, String> environment(Map<String, String> client) {
        Map<String, String> environment = new HashMap<>();
        client.forEach((name, value) ->
                environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return environment;
    }

    /** Kafka's own kafka-acls; returns when the broker goes by it. */
    void acl(String user, String... args) throws Exception {
        boolean operator = user.equals(OPERATOR);
        Path config = Files.write(folder.resolve("kafka-acls.properties"), lines(operator ? client(user) : insiders()));
        List<String> all = new ArrayList<>(List.of("--command-config", config.toString()));
        all.addAll(List.of("--bootstrap-server", operator ? bootstrapServers() : inside));
        all.addAll(List.of(args));
        int before = rights();
        Exit.setExitProcedure((status, message) -> {
            throw new IllegalStateException("kafka-acls " + all + " ended with " + status + ": " + message);
        });
        try {
            AclCommand.main(all.toArray(String[]::new));
        } finally {
            Exit.resetExitProcedure();
        }
        Awaitility.await(all.toString()).until(() -> rights() != before);
    }

    private int rights() throws ExecutionException, InterruptedException {
        try (Admin admin = insider()) {
            return admin.describeAcls(AclBindingFilter.ANY).values().get().size();
        }
    }

    private static List<String> lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .toList();
    }

    @Override
    public void close() {
        broker.close();
    }
}
