package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaFailureTest {

    private static final String LOADING = "Error code - ORT_FAIL - message: provider_bridge_ort.cc:1988 Get()"
            + " [ONNXRuntimeError] : 1 : FAIL : Failed to load library /tmp/libonnxruntime_providers_cuda.so with error: ";

    @Test
    void exampleUsage() {
        String said = "Error code - ORT_EP_FAIL - message: Failed to find CUDA shared provider";

        assertThat(CudaFailure.explain(said, false))
                .isEqualTo(
                        "this build has ONNX Runtime for the processor alone; build with ./mvnw -Pgpu -DskipTests -pl"
                                + " stream-app -am package (" + said + ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            libcublasLt.so.12: cannot open shared object file: No such file or directory | the library libcublasLt.so.12 is not there; install CUDA 12
            libcudnn.so.9: cannot open shared object file: No such file or directory     | the library libcudnn.so.9 is not there; install CUDA 12
            libcuda.so.1: cannot open shared object file: No such file or directory      | libcuda.so.1, which comes with the NVIDIA driver, is not there; install the driver
            /tmp/libonnxruntime_providers_cuda.so: undefined symbol: cudaFreeHost, version libcudart.so.12 | a library of CUDA is of another version: it has no cudaFreeHost
            undefined symbol: cudaLibraryGetKernel                                       | a library of CUDA is of another version: it has no cudaLibraryGetKernel
            /lib/libcublasLt.so.12: version `libcublasLt.so.12' not found                | a library of CUDA is of another version: it has no libcublasLt.so.12
            """)
    void shouldNameTheLibraryThatIsToBlame(String said, String expected) {
        assertThat(CudaFailure.explain(LOADING + said, false)).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Failed to parse provider option "device_id": CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1 | false | there is no NVIDIA driver;
            CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=0 | true  | the NVIDIA driver is older than CUDA 12;
            CUDA failure 101: invalid device ordinal ; GPU=3         | true | there is no device of this number;
            Failed to parse provider option "device_id": Invalid device ID: 3, must be between 0 (inclusive) and 1 (exclusive). | true | there is no device of this number;
            CUDA failure 100: no CUDA-capable device is detected     | true | the driver has no device;
            CUDA failure 46: all CUDA-capable devices are busy or unavailable | true | another process has the device
            CUDA failure 2: out of memory ; GPU=0                    | true | its memory is not enough;
            bfc_arena.cc:376 Failed to allocate memory for requested buffer of size 4294967296 | true | its memory is not enough;
            bfc_arena.cc:376 Available memory of 1048576 is smaller than requested bytes of 4194304 | true | its memory is not enough;
            CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0     | true | its memory is not enough;
            CUDA failure 209: no kernel image is available for execution on the device | true | ONNX Runtime has no code
            CUDA failure 700: an illegal memory access was encountered | true | it needs an NVIDIA driver, CUDA 12 with cuDNN 9
            """)
    void shouldSayWhatIsWrongWithDriverOrDevice(String said, boolean driver, String expected) {
        assertThat(CudaFailure.explain(said, driver)).startsWith(expected).endsWith("(" + said + ")");
    }

    @Test
    void shouldStayOnOneLine() {
        assertThat(CudaFailure.explain("CUDA failure 2: out of memory\n\n", true))
                .doesNotContain("\n")
                .endsWith("(CUDA failure 2: out of memory)");
        assertThat(CudaFailure.explain(new UnsatisfiedLinkError())).endsWith("(null)");
    }
}
