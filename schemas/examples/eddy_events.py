"""Eddy's events in Python, with nothing but the standard library: bytes for, and from, any Kafka client.

A value is a zero byte, the schema id (4 bytes, big endian) and Avro binary. Samples are little endian, the channels of one
sample side by side.

    from confluent_kafka import Producer
    schema = register("http://localhost:8081", "signals-value", "schemas/src/main/avro/SignalChunk.avsc")
    producer = Producer({"bootstrap.servers": "localhost:9092"})
    producer.produce("signals", key="pump-7", value=signal_chunk(schema, start_micros, 100.0, [[0.1], [0.2]]))
"""

import json
import struct
import urllib.request

F32LE = 1
FLAGS = ["UNKNOWN", "FIRST_OF_EPOCH", "GAP_FILLED", "PADDED"]
BEGAN = ["UNKNOWN", "FIRST", "GAP", "MARK", "RESET", "SILENCE", "DURATION"]


def register(registry, subject, schema_file):
    """Makes the schema known to the registry; gives its id. Asking again gives the same id."""
    with open(schema_file, encoding="utf-8") as file:
        schema = json.dumps(json.load(file))
    request = urllib.request.Request(
        f"{registry}/subjects/{subject}/versions",
        data=json.dumps({"schema": schema}).encode(),
        headers={"Content-Type": "application/vnd.schemaregistry.v1+json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["id"]


def signal_chunk(schema_id, start_micros, sample_rate, samples, end_of_event=False, reset=False):
    """The value of a record of signals.

    samples: a list of samples, each a list with one number per channel; start_micros: time of the first of them,
    microseconds since 1970; sample_rate: samples per second; end_of_event: the next sample starts a new epoch;
    reset: the first of these does.
    """
    channels = len(samples[0])
    if any(len(sample) != channels for sample in samples):
        raise ValueError(f"every sample must have {channels} channels, as the first one has")
    values = [value for sample in samples for value in sample]
    packed = struct.pack(f"<{len(values)}f", *values)
    return b"".join(
        [
            struct.pack(">bI", 0, schema_id),
            _long(start_micros),
            struct.pack("<d", sample_rate),
            _long(channels),
            _long(F32LE),
            _long(len(packed)),
            packed,
            b"\x01" if end_of_event else b"\x00",
            b"\x01" if reset else b"\x00",
        ]
    )


def prediction(value):
    """What is in the value of a record of predictions, as a dict; "values" is a list of numbers.

    It is read by the schema of this version; a program that must read later ones as well wants an Avro library.
    """
    if value[:1] != b"\x00":
        raise ValueError(f"a value must begin with a zero byte but begins with {value[:1]!r}")
    reader = _Reader(value, 5)
    fields = {
        "model": reader.text(),
        "modelVersion": reader.text(),
        "epoch": reader.long(),
        "step": reader.long(),
        "windowStart": reader.long(),
        "windowEnd": reader.long(),
        "label": reader.text(),
        "scores": dict(reader.items(lambda: (reader.text(), reader.float()))),
    }
    packed = reader.bytes()
    fields["values"] = list(struct.unpack(f"<{len(packed) // 4}f", packed))
    fields["flags"] = list(reader.items(lambda: FLAGS[reader.long()]))
    fields["began"] = BEGAN[reader.long()]
    return fields


def _long(value):
    """Avro's whole numbers: zigzag, then 7 bits a byte, the lowest first."""
    rest = (value << 1) ^ (value >> 63)
    out = bytearray()
    while rest > 0x7F:
        out.append(rest & 0x7F | 0x80)
        rest >>= 7
    out.append(rest)
    return bytes(out)


class _Reader:
    """Reads Avro binary from a place on."""

    def __init__(self, value, place):
        self.value = value
        self.place = place

    def take(self, count):
        taken = self.value[self.place : self.place + count]
        if count < 0 or len(taken) != count:
            raise ValueError(f"a value of {len(self.value)} bytes must not end within a field")
        self.place += count
        return taken

    def long(self):
        rest, shift = 0, 0
        while True:
            byte = self.take(1)[0]
            rest |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return (rest >> 1) ^ -(rest & 1)

    def float(self):
        return struct.unpack("<f", self.take(4))[0]

    def bytes(self):
        return self.take(self.long())

    def text(self):
        return self.bytes().decode()

    def items(self, read):
        """The blocks of an array or a map; a negative count has the block's size behind it."""
        count = self.long()
        while count != 0:
            if count < 0:
                self.long()
            for _ in range(abs(count)):
                yield read()
            count = self.long()
