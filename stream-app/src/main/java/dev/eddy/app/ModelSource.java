package dev.eddy.app;

import dev.eddy.inference.ModelFile;
import dev.eddy.inference.SequenceModel;
import java.security.PublicKey;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where models come from while the app runs.
 *
 * @param kafka where the topic is
 * @param topic of models
 * @param trusted whose signature they must have; nobody's in particular if nothing
 * @param open makes a model ready to score
 */
record ModelSource(
        KafkaTarget kafka, String topic, Optional<PublicKey> trusted, Function<ModelFile, SequenceModel> open) {}
