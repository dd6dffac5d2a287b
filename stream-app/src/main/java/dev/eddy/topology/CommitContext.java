package dev.eddy.topology;

import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.processor.internals.RecordCollector;

/**
 * Lets a processor forward while a commit is prepared. At that moment no node is current and no record is being
 * processed, so {@code forward} would refuse and the changelog would have no timestamp: this sets both, and puts back
 * what was there.
 *
 * <p>One thread: the stream thread of the task.
 */
final class CommitContext {

    private final InternalProcessorContext<?, ?> context;
    private final ProcessorNode<?, ?, ?, ?> own;

    private CommitContext(InternalProcessorContext<?, ?> context, ProcessorNode<?, ?, ?, ?> own) {
        this.context = context;
        this.own = own;
    }

    /** To be called in the processor's init, when its own node is current. */
    static CommitContext of(ProcessorContext<?, ?> context) {
        if (!(context instanceof InternalProcessorContext<?, ?> internal) || internal.currentNode() == null) {
            throw new IllegalStateException(
                    "the processor context must be Kafka Streams' own with a current node but is "
                            + context.getClass().getName() + "; run the Kafka version that this app was built with");
        }
        return new CommitContext(internal, internal.currentNode());
    }

    /** Whether what an app with these settings writes counts together or not at all. */
    static boolean isTransactional(Map<String, Object> app) {
        return StreamsConfig.EXACTLY_ONCE_V2.equals(app.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
    }

    /**
     * Waits until the brokers have stored all that was forwarded. In a transaction outputs and states count together;
     * without one a state must not be stored before its predictions, or a crash between the two loses them: read again,
     * their samples are duplicates.
     */
    void awaitOutputsWithoutTransaction() {
        if (!isTransactional(context.appConfigs())) {
            ((RecordCollector.Supplier) context).recordCollector().flush();
        }
    }

    void run(Runnable work) {
        ProcessorNode<?, ?, ?, ?> node = context.currentNode();
        ProcessorRecordContext record = context.recordContext();
        context.setCurrentNode(own);
        context.setRecordContext(
                new ProcessorRecordContext(context.currentSystemTimeMs(), -1, -1, "", new RecordHeaders()));
        try {
            work.run();
        } finally {
            context.setCurrentNode(node);
            context.setRecordContext(record);
        }
    }
}
