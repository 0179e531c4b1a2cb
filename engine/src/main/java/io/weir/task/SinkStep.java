package io.weir.task;

import io.weir.connector.Sink;
import io.weir.flow.Batch;
import io.weir.operator.Operator;
import io.weir.operator.Output;
import java.util.List;

/** The last step of a stage with a sink: writes the rows and passes them on to edges, if there are any. */
final class SinkStep implements Operator {
    /** The one checkpoint of a job that ends: its end. */
    static final long END = Long.MAX_VALUE;

    private final Sink.Writer writer;
    private List<byte[]> tokens = List.of();

    SinkStep(Sink.Writer writer) {
        this.writer = writer;
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        writer.write(batch);
        output.emit(batch);
    }

    @Override
    public void finish(int input, Output output) throws Exception {
        tokens = writer.prepare(END);
    }

    /** What the writer prepared; empty before the end. */
    List<byte[]> tokens() {
        return tokens;
    }

    @Override
    public void close() {
        writer.close();
    }
}
