package dev.eddy.inference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why CUDA cannot be used, as far as ONNX Runtime's words tell, and what to do then. */
enum CudaFailure {
    /** ONNX Runtime's library for the processor is on the class path. */
    PROCESSOR_BUILD(
            "Failed to find CUDA shared provider|CUDA execution provider is not enabled",
            "this build has ONNX Runtime for the processor alone; build with ./mvnw -Pgpu -DskipTests -pl stream-app -am"
                    + " package"),
    /** The driver's library is not there, which is the same as no driver. */
    DRIVER_LIBRARY(
            "(libcuda\\.so[.\\d]*): cannot open shared object",
            "%s, which comes with the NVIDIA driver, is not there; install the driver, or give the container the GPU, as"
                    + " docker run --gpus all does"),
    /** One of CUDA's libraries is not there. */
    LIBRARY(
            "(lib[\\w+-]+\\.so[.\\d]*): cannot open shared object|[Uu]nable to load (?:any of \\{)?(libcudnn[\\w.]*)",
            "the library %s is not there; install CUDA 12 and cuDNN 9 and put their folders into LD_LIBRARY_PATH, or use the"
                    + " image of stream-app/Dockerfile.gpu"),
    /** One of CUDA's libraries is of another version. */
    LIBRARY_VERSION(
            "undefined symbol: (\\w+)|version [`']([\\w.]+)' not found",
            "a library of CUDA is of another version: it has no %s; CUDA 12.8 or a later 12, with cuDNN 9, is needed: look what"
                    + " LD_LIBRARY_PATH finds first"),
    /** Said where a driver is loaded. */
    DRIVER_VERSION(
            "CUDA failure 35\\b|CUDA driver version is insufficient",
            "the NVIDIA driver is older than CUDA 12; install version 525 or later: nvidia-smi shows which one is there"),
    /** The same, said where none is. */
    DRIVER(
            "CUDA failure 35\\b|CUDA driver version is insufficient",
            "there is no NVIDIA driver; install it, or give the container the GPU, as docker run --gpus all does"),
    /** There are not so many. */
    INDEX(
            "CUDA failure 101\\b|invalid device ordinal|Invalid device (?:ID|id)",
            "there is no device of this number; nvidia-smi -L lists them from 0, and CUDA_VISIBLE_DEVICES hides some"),
    /** There is none at all. */
    NONE(
            "CUDA failure 100\\b|no CUDA-capable device",
            "the driver has no device; look at nvidia-smi -L and at CUDA_VISIBLE_DEVICES, which hides some"),
    /** Another process has it for itself. */
    BUSY(
            "CUDA failure 46\\b|devices are busy or unavailable",
            "another process has the device for itself; end that one, or take another device with --device cuda:N"),
    /** It holds no more. */
    MEMORY(
            "CUDA failure 2\\b|out of memory|Failed to allocate memory|is smaller than requested bytes|_ALLOC_FAILED",
            "its memory is not enough; lower --batch-limit, raise --device-memory where it was given, or see in nvidia-smi who"
                    + " else uses it"),
    /** It is of a kind that the library was not built for. */
    ARCHITECTURE(
            "CUDA failure 209\\b|CUDA failure 222\\b|no kernel image",
            "ONNX Runtime has no code for a device of this kind; it must be of compute capability 6.0 or later, and the driver"
                    + " as new as the device"),
    /** Said in words that are not known. */
    OTHER("", "it needs an NVIDIA driver, CUDA 12 with cuDNN 9, and a build with -Pgpu");

    private static final Path DRIVER_LOADED = Path.of("/proc/driver/nvidia/version");

    private final Pattern words;
    private final String remedy;

    CudaFailure(String words, String remedy) {
        this.words = Pattern.compile(words);
        this.remedy = remedy;
    }

    /** One sentence on this machine: why, what to do, and what ONNX Runtime said, in brackets. */
    static String explain(Throwable failure) {
        return explain(String.valueOf(failure.getMessage()), Files.exists(DRIVER_LOADED));
    }

    /** The same where a driver is loaded, or is not. */
    static String explain(String message, boolean driver) {
        for (CudaFailure failure : values()) {
            Matcher found = failure.words.matcher(message);
            if ((driver || failure != DRIVER_VERSION) && found.find()) {
                return failure.remedy.formatted(missing(found)) + " (" + firstLine(message) + ")";
            }
        }
        throw new IllegalStateException("the last pattern must match anything");
    }

    /** What is missing, by its name. */
    private static String missing(Matcher found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        return "";
    }

    private static String firstLine(String message) {
        return Arrays.stream(message.strip().split("\n", 2)).findFirst().orElse("");
    }
}
