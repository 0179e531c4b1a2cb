package io.weir.table.translate;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.connector.Sink;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.graph.Dataflow;
import io.weir.graph.Partitioning;
import io.weir.graph.Revision;
import io.weir.relational.Project;
import io.weir.table.function.FunctionCatalog;
import io.weir.table.node.MarkJoin;
import io.weir.table.node.NullAwareAntiJoin;
import io.weir.table.node.ScanNode;
import io.weir.table.node.TypeMapping;
import io.weir.table.node.UnnestNode;
import io.weir.table.plan.Optimization;
import io.weir.table.plan.PlannedQuery;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;

/**
 * Makes a dataflow of an optimised plan. Each node either extends the stage below it or, where rows must meet that are not in one
 * task, ends that stage with an exchange and begins the next.
 */
public final class Translation {
    private final TranslationSettings settings;
    private final ExpressionTranslation expressions;
    private final FunctionCatalog functions;
    private final SharedPlans shared;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Dataflow.Edge> edges = new ArrayList<>();
    private final List<JoinRevision.Choice> choices = new ArrayList<>();
    private final Sizes sizes = new Sizes();
    private final FilterTargets filters;
    private int tables;

    private Translation(RelNode root, FunctionCatalog functions, TranslationSettings settings) {
        this.settings = settings;
        this.functions = functions;
        this.expressions = new ExpressionTranslation(functions, settings.zone());
        this.shared = settings.does(Optimization.SUBPLAN_REUSE) ? SharedPlans.in(root) : SharedPlans.none();
        this.filters = new FilterTargets(shared);
    }

    /** A dataflow, and what is thought of its steps. */
    public record Translated(Dataflow dataflow, ExpectedRows expected) {}

    /** A dataflow that answers the query's rows to the client. */
    public static Translated query(
            String name, PlannedQuery query, FunctionCatalog functions, TranslationSettings settings) {
        var translation = new Translation(query.root(), functions, settings);
        var last = translation.single(translation.translate(query.root()), query.schema());
        var expected = new HashMap<ExpectedRows.Step, Double>();
        translation.drafts.forEach(draft -> expected.putAll(draft.expected()));
        return new Translated(translation.dataflow(name, OptionalInt.of(last.id())), new ExpectedRows(expected));
    }

    /** A dataflow that writes the query's rows, converted to the types of {@code target} in order, to a sink. */
    public static Dataflow insert(
            String name,
            PlannedQuery query,
            InsertTarget target,
            FunctionCatalog functions,
            TranslationSettings settings) {
        var translation = new Translation(query.root(), functions, settings);
        var last = translation.translate(query.root());
        translation.convert(last, query.schema(), target.schema());
        last.sink(target.sink());
        return translation.dataflow(name, OptionalInt.empty());
    }

    /** Where an insert's rows go, and as what. */
    public record InsertTarget(Schema schema, Sink sink) {}

    private void convert(Draft draft, Schema from, Schema to) {
        var columns = new ArrayList<Expression>();
        for (var i = 0; i < to.size(); i++) {
            columns.add(expressions.as(new Column(i, from.type(i)), to.type(i)));
        }
        project(draft, columns, from.size());
    }

    /** Appends a projection unless it would change nothing. */
    static void project(Draft draft, List<Expression> columns, int width) {
        var same = columns.size() == width;
        for (var i = 0; i < columns.size() && same; i++) {
            same = columns.get(i) instanceof Column column && column.index() == i;
        }
        if (!same) {
            draft.append(new Project.Plan(columns));
        }
    }

    private Dataflow dataflow(String name, OptionalInt result) {
        var order = StageOrder.of(drafts.stream().map(Draft::id).toList(), edges);
        var stages = order.stream()
                .map(id -> drafts.get(id).stage(settings.parallelism()))
                .toList();
        var revision = choices.isEmpty() ? Revision.NONE : new JoinRevision(choices, settings.broadcastBytes());
        return new Dataflow(name, stages, edges, result, revision);
    }

    Draft translate(RelNode node) {
        var known = shared.known(node);
        if (known.isPresent()) {
            return reuse(known.get(), node);
        }
        var draft = translateFresh(node);
        draft.expects(sizes.rows(node));
        if (shared.isShared(node)) {
            shared.keep(node, draft);
            return reuse(draft, node);
        }
        return draft;
    }

    private Draft translateFresh(RelNode node) {
        if (node instanceof ScanNode scan) {
            return new ScanTranslation(this).of(scan);
        } else if (node instanceof Filter filter) {
            return FilterTranslation.of(this, filter);
        } else if (node instanceof org.apache.calcite.rel.core.Project project) {
            return ProjectTranslation.of(this, project);
        } else if (node instanceof Aggregate aggregate) {
            return new AggregateTranslation(this).of(aggregate);
        } else if (node instanceof NullAwareAntiJoin join) {
            return new JoinTranslation(this).of(join);
        } else if (node instanceof MarkJoin join) {
            return new JoinTranslation(this).of(join);
        } else if (node instanceof Join join) {
            return new JoinTranslation(this).of(join);
        } else if (node instanceof Sort sort) {
            return SortTranslation.of(this, sort);
        } else if (node instanceof SetOp set) {
            return new SetTranslation(this).of(set);
        } else if (node instanceof Values values) {
            return ValuesTranslation.of(this, values);
        } else if (node instanceof Window window) {
            return new WindowTranslation(this, window).translate();
        } else if (node instanceof UnnestNode unnest) {
            return UnnestTranslation.of(this, unnest);
        }
        throw new EngineException(
                ErrorCode.NOT_SUPPORTED, "this kind of query cannot be run yet: " + node.getRelTypeName());
    }

    /** A stage that reads again what another, which has ended by then, has kept. */
    private Draft reuse(Draft kept, RelNode node) {
        var reader = begin(kept.single());
        edges.add(edge(kept, reader.id(), 0, 0, schema(node), new Partitioning.Forward(), Dataflow.Delivery.BLOCKING));
        reader.spreadBy(kept.spreadBy());
        return reader;
    }

    Draft begin(boolean single) {
        var draft = new Draft(drafts.size(), single);
        drafts.add(draft);
        return draft;
    }

    /** Ends a stage and begins the next, whose rows come over an exchange. */
    Draft exchange(Draft from, Schema schema, Partitioning partitioning) {
        var next = begin(partitioning instanceof Partitioning.Single || settings.parallelism() == 1);
        connect(from, next, 0, 0, schema, partitioning);
        if (partitioning instanceof Partitioning.Hash hash) {
            next.spreadBy(hash.columns());
        }
        return next;
    }

    /** Leads a stage that ends into an operator of another. */
    void connect(Draft from, Draft to, int operator, int input, Schema schema, Partitioning partitioning) {
        edges.add(edge(from, to.id(), operator, input, schema, partitioning, Dataflow.Delivery.PIPELINED));
    }

    /**
     * A stage whose first operator will be a join of two stages by these keys; how their rows meet is decided when the build side has
     * ended.
     *
     * @param skew which partitions of the probe side several tasks may read
     */
    Draft meeting(Meet probe, Meet build, Optional<Partitioning.Skew> skew) {
        var next = begin(false);
        connect(probe.draft(), next, 0, 0, probe.schema(), new Partitioning.Hash(probe.keys(), skew));
        edges.add(edge(
                build.draft(),
                next.id(),
                0,
                1,
                build.schema(),
                new Partitioning.Hash(build.keys()),
                Dataflow.Delivery.BLOCKING));
        choices.add(new JoinRevision.Choice(edges.size() - 2, edges.size() - 1, tableName()));
        return next;
    }

    /** One side of a join: its stage, what it answers, and the places of the keys in it. */
    record Meet(Draft draft, Schema schema, List<Integer> keys) {}

    private static Dataflow.Edge edge(
            Draft from,
            int to,
            int operator,
            int input,
            Schema schema,
            Partitioning partitioning,
            Dataflow.Delivery delivery) {
        return new Dataflow.Edge(from.id(), 0, to, operator, input, schema, partitioning, delivery);
    }

    /** The stage itself if it has one task, else one that gathers its rows. */
    Draft single(Draft draft, Schema schema) {
        return draft.single() || settings.parallelism() == 1
                ? draft
                : exchange(draft, schema, new Partitioning.Single());
    }

    /** A stage in which rows equal in the columns are in one task: the same one where that is so already. */
    Draft spread(Draft draft, Schema schema, List<Integer> columns) {
        if (columns.isEmpty()) {
            return single(draft, schema);
        }
        return together(draft, columns) ? draft : exchange(draft, schema, new Partitioning.Hash(columns));
    }

    /** Whether rows equal in the columns are in one task already. */
    boolean together(Draft draft, List<Integer> columns) {
        return draft.single()
                || settings.parallelism() == 1
                || settings.does(Optimization.EXCHANGE_ELIMINATION)
                        && !draft.spreadBy().isEmpty()
                        && columns.containsAll(draft.spreadBy());
    }

    /** A name for a table that tasks share, different from all others of the job. */
    String tableName() {
        return "table-" + tables++;
    }

    Sizes sizes() {
        return sizes;
    }

    FilterTargets filters() {
        return filters;
    }

    ExpressionTranslation expressions() {
        return expressions;
    }

    AggregateDefinition aggregate(String name) {
        return functions
                .aggregate(name)
                .orElseThrow(() -> new EngineException(ErrorCode.NOT_FOUND, "no aggregate " + name));
    }

    EngineException unsuited(String aggregate, List<DataType> types) {
        return new EngineException(
                ErrorCode.TYPE_MISMATCH,
                "no aggregate " + aggregate
                        + types.stream().map(DataType::sql).collect(Collectors.joining(", ", "(", ")")));
    }

    TranslationSettings settings() {
        return settings;
    }

    static Schema schema(RelNode node) {
        return TypeMapping.schema(node.getRowType());
    }
}
