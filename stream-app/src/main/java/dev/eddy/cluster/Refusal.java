package dev.eddy.cluster;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Says what to do when Kafka does not let a user in, or does not let it do something.
 *
 * @param bootstrapServers where Kafka is
 * @param rights that the user needs
 */
public record Refusal(String bootstrapServers, List<Right> rights) {

    /** The remedy if an error, or what caused it, is a refusal. */
    public Optional<String> explain(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                .map(this::one)
                .flatMap(Optional::stream)
                .reduce((outer, inner) -> inner);
    }

    /** The same as an exception with the remedy as its message; an error that is no refusal stays what it is. */
    public RuntimeException explained(RuntimeException error) {
        return explain(error)
                .<RuntimeException>map(text -> new RefusedException(text, error))
                .orElse(error);
    }

    private Optional<String> one(Throwable error) {
        if (error instanceof TopicAuthorizationException topics) {
            return Optional.of(missing(error, right -> touches(right, topics.unauthorizedTopics())));
        }
        if (error instanceof GroupAuthorizationException) {
            return Optional.of(missing(error, right -> right.kind() == ResourceType.GROUP));
        }
        if (error instanceof TransactionalIdAuthorizationException) {
            return Optional.of(missing(error, right -> right.kind() == ResourceType.TRANSACTIONAL_ID));
        }
        if (error instanceof ClusterAuthorizationException) {
            return Optional.of(missing(error, Refusal::writes));
        }
        return error instanceof AuthenticationException ? Optional.of(stranger(error)) : other(error);
    }

    /** Only who may write to some topic may write in such a way that nothing is twice. */
    private static boolean writes(Right right) {
        return right.kind() == ResourceType.TOPIC && right.operation() == AclOperation.WRITE;
    }

    private static Optional<String> other(Throwable error) {
        return error instanceof AuthorizationException
                ? Optional.of("Kafka refuses this user (" + error.getMessage()
                        + "): grant it what stream-app/README.md lists under Security")
                : Optional.empty();
    }

    /** Kafka names the topics that it refuses, except where one could not be made. */
    private static boolean touches(Right right, Set<String> topics) {
        boolean makes = right.operation() == AclOperation.CREATE;
        return right.kind() == ResourceType.TOPIC
                && (topics.isEmpty() ? makes : !makes && topics.contains(right.name()));
    }

    private String missing(Throwable error, Predicate<Right> touched) {
        String missing = rights.stream()
                .filter(touched)
                .map(right -> right.missing(bootstrapServers))
                .collect(Collectors.joining("; "));
        return missing.isEmpty() ? "Kafka refuses this user (" + error.getMessage() + ")" : missing;
    }

    private String stranger(Throwable error) {
        return error instanceof SslAuthenticationException
                ? "the certificate of Kafka at " + bootstrapServers + " must be one that is trusted here but is not ("
                        + error.getMessage()
                        + "): set ssl.truststore.location to the authority that issued it, and name the host as it does"
                : "Kafka at " + bootstrapServers + " must know this user but does not (" + error.getMessage()
                        + "): check security.protocol, sasl.mechanism and sasl.jaas.config, or make the user";
    }
}
