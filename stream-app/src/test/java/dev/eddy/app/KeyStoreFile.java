package dev.eddy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A key with a certificate for this machine, which it has signed itself, made by the JDK's keytool.
 *
 * @param path of the PKCS12 file
 * @param password of it
 * @param certificate as PEM, for who is to trust it
 */
record KeyStoreFile(Path path, String password, Path certificate) {

    private static final String ALIAS = "broker";

    static KeyStoreFile make(Path folder, String password) throws IOException, InterruptedException {
        KeyStoreFile made = new KeyStoreFile(folder.resolve("broker.p12"), password, folder.resolve("broker.pem"));
        made.keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + ALIAS,
                "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        made.keytool("-exportcert", "-rfc", "-file", made.certificate.toString());
        return made;
    }

    /** A PKCS12 file with the certificate alone. */
    KeyStoreFile trust(String trustPassword) throws IOException, InterruptedException {
        KeyStoreFile trust = new KeyStoreFile(path.resolveSibling("trust.p12"), trustPassword, certificate);
        trust.keytool("-importcert", "-noprompt", "-file", certificate.toString());
        return trust;
    }

    private void keytool(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(args));
        command.addAll(List.of("-alias", ALIAS, "-storetype", "PKCS12", "-keystore", path.toString()));
        command.addAll(List.of("-storepass:env", "STORE_PASSWORD"));
        Path log = path.resolveSibling("keytool.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("STORE_PASSWORD", password);
        assertThat(builder.start().waitFor()).as(Files.readString(log)).isZero();
    }
}
