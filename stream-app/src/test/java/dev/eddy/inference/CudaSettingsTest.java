package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CudaSettingsTest {

    @Test
    void exampleUsage() {
        assertThat(CudaSettings.DEFAULT.options())
                .containsEntry("use_tf32", "0")
                .doesNotContainKeys("gpu_mem_limit", "prefer_nhwc");
        assertThat(new CudaSettings(1 << 30, true, true).options())
                .containsEntry("use_tf32", "1")
                .containsEntry("prefer_nhwc", "1")
                .containsEntry("gpu_mem_limit", "1073741824");
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CudaSettings(-1, false, false))
                .withMessage("device memory must be 0 bytes, for no limit, or more but was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GpuUse(0, 1, CudaSettings.DEFAULT))
                .withMessage("device tolerance must be above 0 but was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GpuUse(1, 0, CudaSettings.DEFAULT))
                .withMessage("device weight must be in 0.01..100.0 but was 0.0");
    }

    @Test
    void shouldShareOnlyWhatIsNoProcessor() {
        DeviceShares shares = new DeviceShares();

        assertThat(shares.gate(Device.CPU, 1)).isSameAs(Gate.OPEN);
        Gate one = shares.gate(Device.parse("cuda:0"), 1);
        Gate other = shares.gate(Device.parse("cuda:0"), 1);
        Gate elsewhere = shares.gate(Device.parse("cuda:1"), 1);
        one.enter();
        elsewhere.enter();
        Thread waits = new Thread(other::enter);
        waits.start();
        Awaitility.await().until(() -> waits.getState() == Thread.State.WAITING);
        one.leave();
        Awaitility.await().until(() -> !waits.isAlive());
    }
}
