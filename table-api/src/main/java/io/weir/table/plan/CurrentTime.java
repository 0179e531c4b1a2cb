package io.weir.table.plan;

import java.time.LocalDateTime;
import java.util.ArrayList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.DateString;

/** Puts the moment at which a query is planned in the place of current_date and the like, so that it is one for all rows. */
final class CurrentTime extends RexShuttle {
    private final RexBuilder builder;
    private final LocalDateTime now;

    private CurrentTime(RexBuilder builder, LocalDateTime now) {
        this.builder = builder;
        this.now = now;
    }

    static RelNode rewrite(RelNode node, PlannerSettings settings) {
        var now = LocalDateTime.ofInstant(settings.clock().instant(), settings.zone());
        return new CurrentTime(node.getCluster().getRexBuilder(), now).visit(node);
    }

    private RelNode visit(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(visit(input)));
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        return at.accept(this);
    }

    @Override
    public RexNode visitCall(RexCall call) {
        var precision = call.getType().getPrecision();
        return switch (call.getOperator().getName()) {
            case "CURRENT_DATE" ->
                builder.makeDateLiteral(
                        DateString.fromDaysSinceEpoch((int) now.toLocalDate().toEpochDay()));
            case "CURRENT_TIME", "LOCALTIME" ->
                builder.makeTimeLiteral(ConstantFolding.time(now.toLocalTime()).round(precision), precision);
            case "CURRENT_TIMESTAMP", "LOCALTIMESTAMP" ->
                builder.makeTimestampLiteral(ConstantFolding.timestamp(now).round(precision), precision);
            default -> super.visitCall(call);
        };
    }
}
