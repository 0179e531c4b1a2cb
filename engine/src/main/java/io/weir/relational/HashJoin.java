package io.weir.relational;

import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.memory.Reservation;
import io.weir.operator.EveryRow;
import io.weir.operator.Helpers;
import io.weir.operator.Operator;
import io.weir.operator.OperatorContext;
import io.weir.operator.OperatorFactory;
import io.weir.operator.Output;
import io.weir.operator.RuntimeFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Joins by equal keys. Input 1, the build side, goes into a table; then input 0, the probe side, is looked up in it batch by batch.
 * Answers the columns that {@link JoinInputs#output} names.
 *
 * <pre>
 *   build ──► GatheredRows ──► JoinTable ──► Prober ◄── probe
 *                 └ too many ──► SpilledJoin ◄────────┘
 * </pre>
 */
public final class HashJoin implements Operator {
    private static final int PROBE = 0;

    /**
     * How to make one.
     *
     * @param residual a BOOLEAN over probe columns, then build columns, that partners must also satisfy
     * @param filters what to publish about the build side; not if the kind keeps probe rows, nor for keys where null equals null
     */
    public record Plan(
            JoinKind kind,
            JoinKeys keys,
            Optional<Expression> residual,
            JoinInputs inputs,
            BuildSide side,
            List<PublishedFilter> filters)
            implements OperatorFactory {
        public Plan {
            filters = List.copyOf(filters);
            if (side.isShared() && kind.keepsBuildRows()) {
                throw new IllegalArgumentException("a join that keeps build rows cannot share them: " + kind);
            }
            for (var filter : filters) {
                if (kind.keepsProbeRows() || keys.nullsMatch().get(filter.keyIndex())) {
                    throw new IllegalArgumentException(
                            "a join cannot filter its probe side here: " + kind + ", " + filter);
                }
            }
        }

        /** The same join with one table for all tasks. */
        public Plan shared(String table) {
            return new Plan(kind, keys, residual, inputs, BuildSide.shared(table), filters);
        }

        @Override
        public Operator create(OperatorContext context) {
            return new HashJoin(this, context);
        }

        @Override
        public String name() {
            var pairs = IntStream.range(0, keys.count())
                    .mapToObj(
                            i -> "#" + keys.probe().get(i) + "=#" + keys.build().get(i))
                    .collect(Collectors.joining(" and "));
            return "HashJoin " + kind.name().toLowerCase(Locale.ROOT) + " " + pairs
                    + (residual.isPresent() ? " with residual" : "") + (side.isShared() ? " shared" : "");
        }
    }

    private record Built(JoinTable table, List<RuntimeFilter> filters) {}

    private final Plan plan;
    private final OperatorContext context;
    private final JoinShape shape;
    private final Reservation reservation;
    private GatheredRows rows;
    private BuildFacts facts = new BuildFacts(false, false);
    private boolean built;
    private boolean probed;
    private @Nullable Prober prober;
    private @Nullable SpilledJoin spilled;

    private HashJoin(Plan plan, OperatorContext context) {
        this.plan = plan;
        this.context = context;
        this.shape = new JoinShape(plan.kind, plan.keys, plan.residual, plan.inputs);
        this.reservation = context.memory().open(plan.name());
        this.rows = new GatheredRows(shape.keptTypes());
    }

    @Override
    public boolean wants(int input) {
        return input != PROBE || built;
    }

    @Override
    public boolean done() {
        return built && !facts.anyRow() && !plan.kind.keepsProbeRows();
    }

    @Override
    public void process(int input, Batch batch, Output output) throws Exception {
        if (input != PROBE) {
            addBuild(batch);
        } else if (spilled != null) {
            spilled.addProbe(batch, output);
        } else if (prober != null) {
            prober.start(batch);
            prober.resume(output);
        }
    }

    private void addBuild(Batch batch) {
        facts = new BuildFacts(facts.anyRow() || batch.rows() > 0, facts.anyNull() || shape.hasNullKey(batch));
        var kept = shape.kept(batch);
        if (spilled != null) {
            spilled.addBuild(kept);
            return;
        }
        // what all tasks share by reference is copied only once, into the table
        rows.add(plan.side.isShared() ? kept : kept.detach());
        if (!reserve(JoinTable.wanted(rows)) || rows.tooMany()) {
            spill();
        }
    }

    private boolean reserve(long bytes) {
        var own = plan.side.isShared() ? bytes / context.neighbours() : bytes;
        context.metrics().memory(own);
        return reservation.tryResize(own);
    }

    private void spill() {
        reservation.tryResize(0);
        spilled = new SpilledJoin(shape, context, reservation);
        rows.drain(spilled::addBuild);
    }

    @Override
    public void finish(int input, Output output) throws Exception {
        if (input == PROBE) {
            probed = true;
            if (spilled != null) {
                spilled.probeEnded();
            }
            return;
        }
        built = true;
        if (spilled != null) {
            spilled.buildEnded(facts);
            plan.filters.forEach(filter -> publish(filter.name(), new EveryRow()));
            return;
        }
        var whole = plan.side
                .sharedName()
                .map(name -> context.shared(name, this::build))
                .orElseGet(() -> build(Helpers.NONE));
        rows = new GatheredRows(shape.keptTypes());
        reserve(whole.table.bytes());
        context.metrics().add("build rows", whole.table.size());
        prober = new Prober(shape, whole.table, facts, context.batchRows());
        for (var i = 0; i < plan.filters.size(); i++) {
            publish(plan.filters.get(i).name(), whole.filters.get(i));
        }
    }

    private void publish(String filter, RuntimeFilter learned) {
        if (plan.side.isShared()) {
            context.publishWhole(filter, learned);
        } else {
            context.publish(filter, learned);
        }
    }

    private Built build(Helpers helpers) {
        var draft = new JoinTable.Draft(shape, rows.concat(helpers));
        var tasks = plan.side.isShared() ? 1 : context.parallelism();
        var filters = new RuntimeFilter[plan.filters.size()];
        var parts = new ArrayList<>(draft.parts());
        for (var i = 0; i < filters.length; i++) {
            var at = i;
            parts.add(() ->
                    filters[at] = KeyFilter.of(draft.keys()[plan.filters.get(at).keyIndex()], tasks));
        }
        helpers.run(parts);
        return new Built(draft.table(), List.of(filters));
    }

    @Override
    public Pending resume(Output output) throws Exception {
        if (spilled != null) {
            return spilled.resumeProbe(output) || probed && spilled.resume(output) ? Pending.MORE : Pending.NONE;
        }
        if (prober == null) {
            return Pending.NONE;
        }
        return prober.resume(output) || probed && prober.resumeAlone(output) ? Pending.MORE : Pending.NONE;
    }

    @Override
    public void close() {
        if (spilled != null) {
            spilled.close();
        }
        reservation.close();
    }
}
