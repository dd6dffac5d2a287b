/**
 * The app while it runs: the settings of its pipelines, the models at work in them, Kafka Streams with its clients and what
 * it does about errors, and what the live page is told of all that.
 */
@NullMarked
package dev.eddy.serving;

import org.jspecify.annotations.NullMarked;
