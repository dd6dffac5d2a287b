package dev.eddy.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Law 4: what was out when a lane was closed never comes back through it. */
@Timeout(60)
class LaneTest {

    private static final SignalSpec SIGNAL = new SignalSpec(1, 1000);

    private final FakeModel model = new FakeModel(SIGNAL, WindowSpec.tumbling(2));
    private final InferenceEngine engine =
            new InferenceEngine(model, new BatchPolicy(8, Duration.ZERO), new MetricRegistry());

    @AfterEach
    void close() {
        model.release();
        engine.close();
    }

    @Test
    void shouldGetNothingAfterItWasClosed() throws InterruptedException {
        model.hang();
        Lane closed = engine.openLane();
        Lane open = engine.openLane();
        closed.submit(Steps.step("running", 0, 1, 1));
        await().until(() -> model.batches().size() == 1);
        closed.submit(Steps.step("waiting", 0, 2, 2));
        open.submit(Steps.step("other", 0, 3, 3));

        closed.close();
        model.release();

        assertThat(Steps.takeAll(open)).map(Steps::text).containsExactly("other: 6.0 -> 6.0");
        assertThat(closed.inFlight()).isZero();
        assertThat(closed.poll()).isEmpty();
        assertThat(model.batches()).containsExactly(1, 1);
    }

    @Test
    void shouldForgetWhatWasReadyWhenItWasClosed() throws InterruptedException {
        Lane lane = engine.openLane();
        Lane other = engine.openLane();
        lane.submit(Steps.step("a", 0, 1, 1));
        other.submit(Steps.step("b", 0, 1, 1));
        Steps.take(other);

        lane.close();

        assertThat(lane.poll()).isEmpty();
        assertThat(lane.inFlight()).isZero();
    }

    @Test
    void shouldDropADeliveryThatWasUnderWayWhenItWasClosed() throws InterruptedException {
        LinkedBlockingQueue<Lane.Ticket> waiting = new LinkedBlockingQueue<>();
        Lane lane = new Lane(waiting, new AtomicInteger());
        lane.submit(Steps.step("a", 0, 1, 1));
        Lane.Ticket ticket = waiting.take();

        lane.close();
        ticket.deliver(new StepResult.Failed(ticket.step(), "late"));

        assertThat(ticket.abandoned()).isTrue();
        assertThat(lane.poll()).isEmpty();
        assertThat(lane.await(1)).isEmpty();
        assertThat(lane.inFlight()).isZero();
    }

    @Test
    void shouldHurryTheEngineOnlyWhileWaiting() throws InterruptedException {
        AtomicInteger hurry = new AtomicInteger();
        LinkedBlockingQueue<Lane.Ticket> waiting = new LinkedBlockingQueue<>();
        Lane lane = new Lane(waiting, hurry);

        assertThat(lane.await(1)).isEmpty();

        assertThat(hurry).hasValue(0);
        assertThat(waiting).singleElement().matches(Lane.Ticket::abandoned);
    }
}
