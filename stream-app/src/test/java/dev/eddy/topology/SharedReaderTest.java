package dev.eddy.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.event.Envelope;
import dev.eddy.event.SignalReader;
import dev.eddy.signal.Samples;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class SharedReaderTest {

    private static final Envelope ENVELOPE = new Envelope("signals", 0, new RecordHeaders());

    private final ThreadLocal<SharedReader.Last> last = ThreadLocal.withInitial(SharedReader.Last::new);
    private final List<String> read = new ArrayList<>();

    @Test
    void shouldReadAnEventOnceForAll() {
        SignalReader first = new SharedReader(plain("first"), 10, last);
        SignalReader second = new SharedReader(plain("second"), 10, last);
        byte[] event = {1, 2};

        Samples samples = first.inPlace(event);

        assertThat(second.inPlace(event)).isSameAs(samples);
        assertThat(read).containsExactly("first");
    }

    @Test
    void shouldReadAnEventOnceWhereTheLongWayWasNeeded() {
        SignalReader first = new SharedReader(odd("first"), 10, last);
        SignalReader second = new SharedReader(odd("second"), 10, last);
        byte[] event = {1, 2};

        assertThat(first.inPlace(event)).isNull();
        Samples samples = first.read(ENVELOPE, event);

        assertThat(second.inPlace(event)).isSameAs(samples);
        assertThat(read).containsExactly("first");
    }

    @Test
    void shouldTellAnotherEventFromOneOfTheSameBytes() {
        SignalReader reader = new SharedReader(plain("reader"), 10, last);

        reader.inPlace(new byte[] {1});
        reader.inPlace(new byte[] {1});

        assertThat(read).containsExactly("reader", "reader");
    }

    @Test
    void shouldAskItsOwnReaderAboutMoreSamplesThanItMayTake() {
        SignalReader wide = new SharedReader(plain("wide"), 10, last);
        SignalReader narrow = new SharedReader(odd("narrow"), 1, last);
        byte[] event = {1, 2};

        wide.inPlace(event);

        assertThat(narrow.inPlace(event)).isNull();
        assertThat(read).containsExactly("wide");
    }

    @Test
    void shouldKeepNothingOfAnEventThatCannotBeRead() {
        SignalReader broken = new SharedReader(
                (envelope, value) -> {
                    throw new IllegalStateException("cannot be read");
                },
                10,
                last);
        SignalReader second = new SharedReader(plain("second"), 10, last);
        byte[] event = {1, 2};

        assertThatThrownBy(() -> broken.read(ENVELOPE, event)).hasMessage("cannot be read");

        assertThat(second.inPlace(event)).isNotNull();
        assertThat(read).containsExactly("second");
    }

    /** Reads each byte as a sample. */
    private SignalReader plain(String name) {
        return new SignalReader() {
            @Override
            public Samples inPlace(byte[] value) {
                return read(ENVELOPE, value);
            }

            @Override
            public Samples read(Envelope envelope, byte[] value) {
                read.add(name);
                return new Samples(0, new float[value.length], false);
            }
        };
    }

    /** Reads nothing in place. */
    private SignalReader odd(String name) {
        return (envelope, value) -> plain(name).read(envelope, value);
    }
}
