package io.weir.table.translate;

import io.weir.expression.Column;
import io.weir.expression.Expression;
import io.weir.graph.Partitioning;
import io.weir.relational.BuildSide;
import io.weir.relational.HashJoin;
import io.weir.relational.JoinInputs;
import io.weir.relational.JoinKeys;
import io.weir.relational.JoinKind;
import io.weir.relational.NestedLoopJoin;
import io.weir.relational.Project;
import io.weir.relational.PublishedFilter;
import io.weir.table.node.MarkJoin;
import io.weir.table.node.NullAwareAntiJoin;
import io.weir.table.plan.Optimization;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/**
 * A join. The side thought smaller is built into a table. One that is surely small is built once and given to all tasks, and the probe
 * goes on in the stage of the other side; otherwise both sides meet in a stage of their own. Whether both are spread by the keys then,
 * or the smaller one goes to all tasks nevertheless, {@link JoinRevision} decides when it is known how large it is.
 */
final class JoinTranslation {
    private final Translation translation;

    JoinTranslation(Translation translation) {
        this.translation = translation;
    }

    /** One side: its node, its stage so far, what that answers, and the places of the keys in it. */
    private record Side(RelNode node, Draft draft, Schema schema, List<Integer> keys) {
        int width() {
            return schema.size();
        }

        Translation.Meet meet() {
            return new Translation.Meet(draft, schema, keys);
        }
    }

    Draft of(NullAwareAntiJoin node) {
        return of(node, JoinCondition.of(node), JoinKind.ANTI_NULL_AWARE);
    }

    Draft of(MarkJoin node) {
        return of(node, JoinCondition.of(node), JoinKind.MARK);
    }

    Draft of(Join node) {
        var kind = switch (node.getJoinType()) {
            case INNER, ASOF -> JoinKind.INNER;
            case LEFT, LEFT_ASOF, LEFT_MARK -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
            case SEMI -> JoinKind.SEMI;
            case ANTI -> JoinKind.ANTI;
        };
        return of(node, JoinCondition.of(node), kind);
    }

    private Draft of(BiRel node, JoinCondition condition, JoinKind kind) {
        var leftNode = node.getLeft();
        var rightNode = node.getRight();
        var swapped = swaps(leftNode, rightNode, kind);
        var left = side(leftNode, condition, true);
        var right = side(rightNode, condition, false);
        var probe = swapped ? right : left;
        var build = swapped ? left : right;
        var turned = swapped ? turned(kind) : kind;
        var residual = residual(condition.residual(), left, right, swapped);
        var draft = condition.isEmpty()
                ? nested(probe, build, turned, residual)
                : hashed(probe, build, turned, condition.nulls(), residual);
        draft.expects(translation.sizes().rows(node));
        restore(draft, left, right, leftNode, rightNode, swapped, kind);
        return draft;
    }

    /** Builds the left side where that is the smaller one, or the one whose rows are kept and much smaller. */
    private boolean swaps(RelNode left, RelNode right, JoinKind kind) {
        if (!translation.settings().does(Optimization.JOIN_REORDERING)) {
            return false;
        }
        var leftBytes = translation.sizes().bytes(left);
        var rightBytes = translation.sizes().bytes(right);
        return switch (kind) {
            case INNER, FULL -> leftBytes < rightBytes;
            case LEFT -> leftBytes * 4 < rightBytes;
            case RIGHT -> leftBytes < rightBytes * 4;
            case SEMI, ANTI -> leftBytes * 2 < rightBytes;
            case ANTI_NULL_AWARE, MARK, BUILD_SEMI, BUILD_ANTI -> false;
        };
    }

    private static JoinKind turned(JoinKind kind) {
        return switch (kind) {
            case LEFT -> JoinKind.RIGHT;
            case RIGHT -> JoinKind.LEFT;
            case SEMI -> JoinKind.BUILD_SEMI;
            case ANTI -> JoinKind.BUILD_ANTI;
            default -> kind;
        };
    }

    /** The stage of one side, with a column more for each key that must be converted to meet the other. */
    private Side side(RelNode node, JoinCondition condition, boolean isLeft) {
        var draft = translation.translate(node);
        var schema = Translation.schema(node);
        var places = new ArrayList<Integer>();
        var fields = new ArrayList<>(schema.fields());
        var columns = new ArrayList<Expression>();
        for (var i = 0; i < schema.size(); i++) {
            columns.add(new Column(i, schema.type(i)));
        }
        for (var key : condition.pairs()) {
            var place = isLeft ? key.left() : key.right();
            if (schema.type(place).equals(key.type())) {
                places.add(place);
            } else {
                places.add(columns.size());
                columns.add(translation.expressions().as(new Column(place, schema.type(place)), key.type()));
                fields.add(new Schema.Field("key", key.type()));
            }
        }
        if (columns.size() > schema.size()) {
            draft.append(new Project.Plan(columns));
        }
        return new Side(node, draft, new Schema(fields), places);
    }

    private Optional<Expression> residual(List<RexNode> conditions, Side left, Side right, boolean swapped) {
        if (conditions.isEmpty()) {
            return Optional.empty();
        }
        var leftFields = left.node().getRowType().getFieldCount();
        var condition = RexUtil.composeConjunction(left.node().getCluster().getRexBuilder(), conditions);
        var leftStart = swapped ? right.width() : 0;
        var rightStart = swapped ? 0 : left.width();
        return Optional.of(translation
                .expressions()
                .moved(field -> field < leftFields ? leftStart + field : rightStart + field - leftFields)
                .of(condition));
    }

    private Draft hashed(Side probe, Side build, JoinKind kind, boolean nulls, Optional<Expression> residual) {
        var filters = published(probe, build, kind);
        var parallel =
                translation.settings().parallelism() > 1 && !probe.draft().single();
        var whole = nulls
                || translation.sizes().atMost(build.node())
                        <= translation.settings().broadcastBytes();
        if (parallel && !whole && !kind.keepsBuildRows() && !translation.together(probe.draft(), probe.keys())) {
            var draft = translation.meeting(probe.meet(), build.meet(), skew(probe, build));
            draft.append(plan(probe, build, kind, residual, BuildSide.PARTITIONED, filters));
            return draft;
        }
        if (whole && parallel && !kind.keepsBuildRows()) {
            var place = probe.draft()
                    .append(plan(probe, build, kind, residual, BuildSide.shared(translation.tableName()), filters));
            translation.connect(build.draft(), probe.draft(), place, 1, build.schema(), new Partitioning.Broadcast());
            return probe.draft();
        }
        var meeting = meet(probe, build);
        var place = meeting.probe().append(plan(probe, build, kind, residual, BuildSide.PARTITIONED, filters));
        translation.connect(build.draft(), meeting.probe(), place, 1, build.schema(), meeting.building());
        if (kind.keepsBuildRows()) {
            meeting.probe().spreadBy(spreadByBuild(kind, probe.width(), meeting.building()));
        }
        return meeting.probe();
    }

    /** Where the answer has the columns by which the build side is spread: the keys of the other side may be null in rows of the build side. */
    private static List<Integer> spreadByBuild(JoinKind kind, int probeWidth, Partitioning building) {
        if (kind == JoinKind.FULL || !(building instanceof Partitioning.Hash hash)) {
            return List.of();
        }
        var start = kind.answersPairs() ? probeWidth : 0;
        return hash.columns().stream().map(column -> start + column).toList();
    }

    /**
     * Probe rows of a large partition may go to several tasks where there are many, and where waiting for all of them loses little: a filter
     * by the keys of the build side comes too late for them then.
     */
    private Optional<Partitioning.Skew> skew(Side probe, Side build) {
        var sizes = translation.sizes();
        var narrows = sizes.bytes(build.node()) * 2 < sizes.atMost(build.node());
        return translation.settings().skew().filter(limit -> !narrows && sizes.bytes(probe.node()) >= limit.bytes());
    }

    private record Meeting(Draft probe, Partitioning building) {}

    /** Brings rows of equal keys into one task: of the probe side where they are already, else of a new stage. */
    private Meeting meet(Side probe, Side build) {
        if (probe.draft().single() || translation.settings().parallelism() == 1) {
            return new Meeting(probe.draft(), new Partitioning.Single());
        }
        if (translation.together(probe.draft(), probe.keys())) {
            var spread = probe.draft().spreadBy();
            var counterpart = spread.stream()
                    .map(column -> build.keys().get(probe.keys().indexOf(column)))
                    .toList();
            return new Meeting(probe.draft(), new Partitioning.Hash(counterpart));
        }
        var next = translation.exchange(probe.draft(), probe.schema(), new Partitioning.Hash(probe.keys()));
        return new Meeting(next, new Partitioning.Hash(build.keys()));
    }

    private static HashJoin.Plan plan(
            Side probe,
            Side build,
            JoinKind kind,
            Optional<Expression> residual,
            BuildSide side,
            List<PublishedFilter> filters) {
        return new HashJoin.Plan(
                kind,
                JoinKeys.of(probe.keys(), build.keys()),
                residual,
                new JoinInputs(probe.schema(), build.schema()),
                side,
                filters);
    }

    private List<PublishedFilter> published(Side probe, Side build, JoinKind kind) {
        var filters = new ArrayList<PublishedFilter>();
        if (!kind.keepsProbeRows() && translation.settings().does(Optimization.RUNTIME_FILTERS)) {
            for (var i = 0; i < probe.keys().size(); i++) {
                var column = probe.keys().get(i);
                if (column < probe.node().getRowType().getFieldCount()
                        && translation.sizes().narrows(build.node(), probe.node())) {
                    var name = translation.filters().request(probe.node(), column);
                    if (!name.isEmpty()) {
                        filters.add(new PublishedFilter(name, i));
                    }
                }
            }
        }
        return filters;
    }

    private Draft nested(Side probe, Side build, JoinKind kind, Optional<Expression> residual) {
        var draft = kind.keepsBuildRows() ? translation.single(probe.draft(), probe.schema()) : probe.draft();
        var place =
                draft.append(new NestedLoopJoin.Plan(kind, residual, new JoinInputs(probe.schema(), build.schema())));
        var partitioning = draft.single() ? new Partitioning.Single() : new Partitioning.Broadcast();
        translation.connect(build.draft(), draft, place, 1, build.schema(), partitioning);
        return draft;
    }

    /** Puts the columns in the order of the node: left, then right, without those added for keys. */
    private static void restore(
            Draft draft, Side left, Side right, RelNode leftNode, RelNode rightNode, boolean swapped, JoinKind kind) {
        var leftFields = leftNode.getRowType().getFieldCount();
        var onlyLeft = !kind.answersPairs();
        var rightFields = onlyLeft ? 0 : rightNode.getRowType().getFieldCount();
        var leftStart = swapped && !onlyLeft ? right.width() : 0;
        if (leftStart == 0 && left.width() == leftFields && (onlyLeft || right.width() == rightFields)) {
            return;
        }
        var columns = new ArrayList<Expression>();
        var places = new ArrayList<Integer>();
        for (var i = 0; i < leftFields; i++) {
            places.add(leftStart + i);
            columns.add(new Column(places.get(i), left.schema().type(i)));
        }
        for (var i = 0; i < rightFields; i++) {
            DataType type = right.schema().type(i);
            places.add((swapped ? 0 : left.width()) + i);
            columns.add(new Column(places.get(leftFields + i), type));
        }
        if (kind == JoinKind.MARK) {
            columns.add(new Column(left.width(), Scalar.BOOLEAN));
        }
        var spread = draft.spreadBy().stream().map(places::indexOf).toList();
        draft.append(new Project.Plan(columns));
        draft.spreadBy(spread.contains(-1) ? List.of() : spread);
    }
}
