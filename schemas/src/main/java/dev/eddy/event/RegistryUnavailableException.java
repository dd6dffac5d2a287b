package dev.eddy.event;

import org.apache.kafka.common.KafkaException;

/**
 * The schema registry gave no usable answer: not reached, overloaded, or refusing our credentials. It says nothing about
 * the event at hand: try the same event again later, and do not send it to the dead letters. The message never contains
 * a password.
 */
public final class RegistryUnavailableException extends KafkaException {

    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String url, String found, String remedy, Throwable cause) {
        super(
                "schema registry " + url + " " + found + "; it must answer before events can be read or written; "
                        + remedy,
                cause);
    }
}
