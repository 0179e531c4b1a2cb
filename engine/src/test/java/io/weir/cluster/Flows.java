package io.weir.cluster;

import io.weir.connector.Sink;
import io.weir.connector.Source;
import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import io.weir.graph.Revision;
import io.weir.operator.OperatorFactory;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes dataflows down: stages first, then edges. */
final class Flows {
    static final Schema SCHEMA = Schema.of(new Schema.Field("n", DataType.Scalar.BIGINT));

    private final List<Dataflow.Stage> stages = new ArrayList<>();
    private final List<Dataflow.Edge> edges = new ArrayList<>();
    private Revision revision = Revision.NONE;

    Flows scan(int id, Source<?> numbers, OperatorFactory... chain) {
        var input = new Dataflow.Input(numbers, Map.of("keys", 0));
        return add(id, Optional.of(input), Optional.empty(), chain);
    }

    Flows stage(int id, OperatorFactory... chain) {
        return add(id, Optional.empty(), Optional.empty(), chain);
    }

    Flows sink(int id, Sink sink) {
        return add(id, Optional.empty(), Optional.of(sink));
    }

    private Flows add(int id, Optional<Dataflow.Input> source, Optional<Sink> sink, OperatorFactory... chain) {
        var range = new Dataflow.Parallelism(1, 100);
        stages.add(new Dataflow.Stage(id, "s" + id, "stage " + id, range, source, Arrays.asList(chain), sink));
        return this;
    }

    Flows edge(int from, int to, Partitioning partitioning) {
        return edge(from, to, 0, 0, partitioning, Dataflow.Delivery.PIPELINED);
    }

    Flows blocking(int from, int to, Partitioning partitioning) {
        return edge(from, to, 0, 0, partitioning, Dataflow.Delivery.BLOCKING);
    }

    Flows build(int from, int to, int operator, Partitioning partitioning) {
        return edge(from, to, operator, 1, partitioning, Dataflow.Delivery.PIPELINED);
    }

    Flows keptBuild(int from, int to, Partitioning partitioning) {
        return edge(from, to, 0, 1, partitioning, Dataflow.Delivery.BLOCKING);
    }

    Flows revision(Revision asked) {
        revision = asked;
        return this;
    }

    private Flows edge(
            int from, int to, int operator, int input, Partitioning partitioning, Dataflow.Delivery delivery) {
        edges.add(new Dataflow.Edge(from, 0, to, operator, input, SCHEMA, partitioning, delivery));
        return this;
    }

    Dataflow answering(int stage) {
        return new Dataflow("test", stages, edges, OptionalInt.of(stage), revision);
    }

    Dataflow writing() {
        return new Dataflow("test", stages, edges, OptionalInt.empty());
    }
}
