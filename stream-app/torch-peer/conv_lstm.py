"""A conv + LSTM model of the trainer in PyTorch, to be measured beside Eddy on the same GPU.

    python3 stream-app/torch-peer/conv_lstm.py --device cuda --graphs small.onnx large.onnx

Sizes are read from the files, weights are random: they cost the same. In batches of 1, 2, 4 and so on, in turn, round after
round, it measures how many windows per second are scored by

    eager   the model as one writes it, with its windows and hidden states copied from host memory and back, as a stream needs
            them between two batches
    graph   the same captured as a CUDA graph (--graphs)
    lstm    the LSTM alone, on tensors that stay on the device: on a GPU that is cuDNN's

Each is a median of rounds with the ends. Numbers are full 32-bit floats unless --tf32 is given.
"""

import argparse
import contextlib
import json
import statistics
import sys
import time

CONV, POOL, LSTM, DENSE = "Conv", "MaxPool", "LSTM", "MatMul"


def fields(data):
    """The fields of a protobuf message in their order: number, and an int or bytes."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        key = varint()
        kind = key & 7
        if kind == 0:
            yield key >> 3, varint()
        else:
            size = varint() if kind == 2 else 4 if kind == 5 else 8
            yield key >> 3, data[at : at + size]
            at += size


def all_of(message, number):
    return [value for field, value in fields(message) if field == number]


def numbers(message, number):
    """Repeated whole numbers, one by one or packed into bytes."""
    found = []
    for value in all_of(message, number):
        found += [value] if isinstance(value, int) else [int_ for _, int_ in fields(unpacked(value))]
    return found


def unpacked(packed):
    """Packed varints as a message in which each is field 1."""
    message, start = b"", 0
    for at, byte in enumerate(packed):
        if byte < 128:
            message += b"\x08" + packed[start : at + 1]
            start = at + 1
    return message


def sizes(file):
    """What a conv + LSTM model of the trainer consists of. Raises ValueError for any other model."""
    with open(file, "rb") as model:
        graph = all_of(model.read(), 7)[0]
    shapes = {all_of(it, 8)[0]: numbers(it, 1) for it in all_of(graph, 5)}
    nodes = [(all_of(it, 4)[0].decode(), all_of(it, 1), all_of(it, 5)) for it in all_of(graph, 1)]
    found = {kind: [it for it in nodes if it[0] == kind] for kind in (CONV, POOL, LSTM, DENSE)}
    counts = [len(found[kind]) for kind in (CONV, POOL, DENSE)]
    others = {kind for kind, _, _ in nodes} & {"GRU", "RNN", "Softplus", "Where", "AveragePool", "BatchNormalization"}
    if counts != [1, 1, 1] or not found[LSTM] or others:
        raise ValueError(
            f"{file} must be one convolution, one maximum pool, LSTM layers and one dense layer, as"
            f" trainer/experiments/bench-small.yaml is, but has {', '.join(sorted({it[0] for it in nodes}))}"
        )
    filters, channels, kernel = shapes[found[CONV][0][1][1]]
    stride = next(numbers(it, 8) for it in found[POOL][0][2] if all_of(it, 1)[0] == b"kernel_shape")[0]
    hidden = [shapes[inputs[2]][2] for _, inputs, _ in found[LSTM]]
    labels = shapes[found[DENSE][0][1][0]][0]
    signal = next(it for it in all_of(graph, 11) if all_of(it, 1)[0] == b"signal")
    dims = all_of(all_of(all_of(all_of(signal, 2)[0], 1)[0], 2)[0], 1)
    return {
        "samples": all_of(dims[2], 1)[0],
        "channels": channels,
        "filters": filters,
        "kernel": kernel,
        "pool": stride,
        "hidden": hidden[0],
        "layers": len(hidden),
        "labels": labels,
    }


def contenders(size, batch, device, graphs):
    """Functions that score one batch each and return when it is done."""
    import torch
    from torch import nn

    class ConvLstm(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv1d(size["channels"], size["filters"], size["kernel"])
            self.pool = nn.MaxPool1d(size["pool"])
            self.lstm = nn.LSTM(size["filters"], size["hidden"], size["layers"])
            self.dense = nn.Linear(size["hidden"], size["labels"])

        def forward(self, window, context, h, c):
            joined = torch.cat([context, window], 2)
            frames = self.pool(torch.relu(self.conv(joined)))
            y, (h, c) = self.lstm(frames.permute(2, 0, 1), (h, c))
            return torch.softmax(self.dense(y[-1]), -1), joined[:, :, window.shape[2] :], h, c

    on_gpu = device.startswith("cuda")
    model = ConvLstm().to(device).eval()
    state = (size["layers"], batch, size["hidden"])
    shapes = [(batch, size["channels"], size["samples"]), (batch, size["channels"], size["kernel"] - 1), state, state]
    host = [torch.randn(shape).pin_memory() if on_gpu else torch.randn(shape) for shape in shapes]
    there = [tensor.to(device) for tensor in host]
    answer = torch.empty(batch, size["labels"], pin_memory=on_gpu)

    def settled():
        if on_gpu:
            torch.cuda.synchronize(device)

    def with_copies(run):
        def score():
            for tensor, copy in zip(there, host):
                tensor.copy_(copy, non_blocking=True)
            for copy, result in zip([answer, *host[1:]], run()):
                copy.copy_(result, non_blocking=True)
            settled()

        return score

    frames = torch.randn(size["samples"] // size["pool"], batch, size["filters"], device=device)

    def lstm():
        model.lstm(frames, (there[2], there[3]))
        settled()

    found = {"eager": with_copies(lambda: model(*there))}
    if graphs:
        side = torch.cuda.Stream(device)
        side.wait_stream(torch.cuda.current_stream(device))
        with torch.cuda.stream(side):
            for _ in range(3):
                model(*there)
        torch.cuda.current_stream(device).wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            results = model(*there)

        def replay():
            graph.replay()
            return results

        found["graph"] = with_copies(replay)
    found["lstm"] = lstm
    return found


def speed(score, batch, seconds):
    """Windows per second over so many seconds."""
    start = time.perf_counter()
    done = 0
    while True:
        score()
        done += batch
        took = time.perf_counter() - start
        if took >= seconds:
            return done / took


def measure(size, batch, options):
    """For each contender the speeds of all rounds; a first round does not count."""
    scores = contenders(size, batch, options.device, options.graphs)
    speeds = {name: [] for name in scores}
    for number in range(options.rounds + 1):
        for name, score in scores.items():
            measured = speed(score, batch, options.each)
            if number > 0:
                speeds[name].append(measured)
    return speeds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="MODEL.onnx")
    parser.add_argument("--device", default="cuda", help="cuda, cuda:N or cpu (default: cuda)")
    parser.add_argument("--graphs", action="store_true", help="also as a CUDA graph")
    parser.add_argument("--most", type=int, default=8192, help="the largest batch (default: 8192)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count (default: 5)")
    parser.add_argument("--each", type=float, default=0.3, help="seconds of each in a round (default: 0.3)")
    parser.add_argument("--tf32", action="store_true", help="multiply with 10 bits of mantissa")
    parser.add_argument("--json", action="store_true", help="an object a line instead of tables")
    parser.add_argument("--sizes", action="store_true", help="only tell what the models consist of; needs no torch")
    options = parser.parse_args()
    if options.graphs and not options.device.startswith("cuda"):
        parser.error("--graphs needs --device cuda")
    found = {}
    for file in options.models:
        try:
            found[file] = sizes(file)
        except ValueError as problem:
            print(f"left out: {problem}")
    if options.sizes:
        print(json.dumps(list(found.values())))
        return
    import torch

    torch.backends.cuda.matmul.allow_tf32 = options.tf32
    torch.backends.cudnn.allow_tf32 = options.tf32
    on = torch.cuda.device(options.device) if options.device.startswith("cuda") else contextlib.nullcontext()
    with on, torch.inference_mode():
        for file, size in found.items():
            table(file, size, options)


def table(file, size, options):
    names = ["eager"] + (["graph"] if options.graphs else []) + ["lstm"]
    if not options.json:
        print(f"\n{file} on {options.device}, windows/s, median (min–max): {size}")
        print("| batch | " + " | ".join(names) + " |\n|---" + "|---" * len(names) + "|")
    batch = 1
    while batch <= options.most:
        speeds = measure(size, batch, options)
        if options.json:
            print(json.dumps({"model": file, "batch": batch, "windows/s": speeds}), flush=True)
        else:
            cells = [f"{statistics.median(it):,.0f} ({min(it):,.0f}–{max(it):,.0f})" for it in speeds.values()]
            print(f"| {batch} | " + " | ".join(cells) + " |", flush=True)
        batch *= 2


if __name__ == "__main__":
    sys.exit(main())
