package io.weir.graph;

import io.weir.connector.Sink;
import io.weir.connector.Source;
import io.weir.operator.OperatorFactory;
import io.weir.type.Schema;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The job as stages and edges. Checks itself: a dataflow that exists is well formed. Stages come in an order in which every edge
 * leads forward.
 *
 * @param result the stage whose rows are the answer to the client, through a single task; empty if the job writes to sinks only
 * @param revision asked while the job runs
 */
public record Dataflow(String name, List<Stage> stages, List<Edge> edges, OptionalInt result, Revision revision)
        implements Serializable {
    public Dataflow {
        stages = List.copyOf(stages);
        edges = List.copyOf(edges);
        var seen = new HashSet<Integer>();
        for (var stage : stages) {
            if (!seen.add(stage.id())) {
                throw new IllegalArgumentException("two stages with id " + stage.id());
            }
        }
        for (var edge : edges) {
            if (!seen.contains(edge.from()) || !seen.contains(edge.to())) {
                throw new IllegalArgumentException("edge between unknown stages: " + edge);
            }
        }
    }

    /** A job that stays as it is. */
    public Dataflow(String name, List<Stage> stages, List<Edge> edges, OptionalInt result) {
        this(name, stages, edges, result, Revision.NONE);
    }

    /** The same job with some stages and edges changed. */
    public Dataflow with(List<Stage> otherStages, List<Edge> otherEdges) {
        return new Dataflow(name, otherStages, otherEdges, result, revision);
    }

    public Stage stage(int id) {
        return stages.stream().filter(stage -> stage.id() == id).findFirst().orElseThrow();
    }

    public List<Edge> edgesInto(int stage) {
        return edges.stream().filter(edge -> edge.to() == stage).toList();
    }

    public List<Edge> edgesFrom(int stage) {
        return edges.stream().filter(edge -> edge.from() == stage).toList();
    }

    /**
     * A chain with its parallelism. Rows come from a source or from edges, never from both at input 0 of the first operator; an empty
     * chain passes its rows on.
     *
     * @param uid the stable name under which state is kept
     * @param sink takes what the last operator emits
     */
    public record Stage(
            int id,
            String uid,
            String name,
            Parallelism parallelism,
            Optional<Input> source,
            List<OperatorFactory> chain,
            Optional<Sink> sink)
            implements Serializable {
        public Stage {
            chain = List.copyOf(chain);
        }

        public Stage with(List<OperatorFactory> otherChain) {
            return new Stage(id, uid, name, parallelism, source, otherChain, sink);
        }
    }

    /**
     * A source and what it is told at run time: the name of a runtime filter and the column of the source's schema that it narrows.
     */
    public record Input(Source<?> source, Map<String, Integer> filters) implements Serializable {
        public Input {
            filters = Map.copyOf(filters);
        }
    }

    public record Parallelism(int min, int max) implements Serializable {
        public Parallelism {
            if (min < 1 || max < min) {
                throw new IllegalArgumentException("parallelism from " + min + " to " + max);
            }
        }

        public static Parallelism exactly(int tasks) {
            return new Parallelism(tasks, tasks);
        }
    }

    /**
     * Leads from an output of a stage's last operator to a numbered input of any operator in the chain of another: a pipeline of scan,
     * probe, probe, aggregate is one stage with two build edges. Several edges may lead into one input: a union.
     */
    public record Edge(
            int from,
            int output,
            int to,
            int operator,
            int input,
            Schema schema,
            Partitioning partitioning,
            Delivery delivery)
            implements Serializable {
        public Edge with(Partitioning other) {
            return new Edge(from, output, to, operator, input, schema, other, delivery);
        }

        public Edge with(Delivery other) {
            return new Edge(from, output, to, operator, input, schema, partitioning, other);
        }
    }

    /** Pipelined: delivered while produced. Blocking: kept, in memory or on disk, until the producer ended. */
    public enum Delivery {
        PIPELINED,
        BLOCKING
    }
}
