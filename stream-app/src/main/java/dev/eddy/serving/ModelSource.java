package dev.eddy.serving;

import dev.eddy.cluster.KafkaTarget;
import java.security.PublicKey;
import java.util.Optional;

/**
 * Where models come from while the app runs.
 *
 * @param kafka where the topic is
 * @param topic of models
 * @param trusted whose signature they must have; nobody's in particular if nothing
 */
public record ModelSource(KafkaTarget kafka, String topic, Optional<PublicKey> trusted) {}
