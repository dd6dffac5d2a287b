package dev.eddy.rollout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 over what a head says of its model, the manifest and the hash of the graph among it. Any thread may call. */
public final class Signatures {

    private static final String ALGORITHM = "Ed25519";

    private Signatures() {}

    /**
     * Signs a model.
     *
     * @param head of the model
     * @param key PEM file of a private key, as {@code openssl genpkey -algorithm ed25519} makes it
     * @return the head with its signature
     */
    public static ModelHead sign(ModelHead head, Path key) {
        try {
            PrivateKey secret = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pem(key)));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(words(head));
            return head.signed(HexFormat.of().formatHex(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the key " + key
                            + " must be a private Ed25519 key but is not: 'openssl genpkey -algorithm ed25519' makes one",
                    e);
        }
    }

    /**
     * Reads a public key.
     *
     * @param key PEM file, as {@code openssl pkey -pubout} makes it
     * @return the key
     */
    public static PublicKey trusted(Path key) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(pem(key)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the key " + key + " must be a public Ed25519 key but is not: 'openssl pkey -pubout' makes one", e);
        }
    }

    /**
     * Checks a signature.
     *
     * @param head of the model
     * @param trusted whose signature it must have
     * @throws IllegalArgumentException when it has none, or another one
     */
    public static void require(ModelHead head, PublicKey trusted) {
        if (head.signature().isEmpty()) {
            throw new IllegalArgumentException("it must be signed but is not: publish it with --sign-with KEY");
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(trusted);
            signature.update(words(head));
            if (signature.verify(HexFormat.of().parseHex(head.signature()))) {
                return;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("its signature cannot be read: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("its signature must be by the key that is trusted here but is not");
    }

    private static byte[] words(ModelHead head) {
        return String.join(
                        "\n",
                        "eddy model 1",
                        head.id().name(),
                        head.id().version(),
                        head.id().sha256(),
                        String.join(",", head.carriesStateOf()),
                        head.manifest())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pem(Path file) {
        try {
            String text =
                    Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            return Base64.getDecoder().decode(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the key " + file + " must be a readable PEM file but is not (" + e + ")", e);
        }
    }
}
