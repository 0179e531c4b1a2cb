package io.weir.table.plan;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
    private final LocalDateTime local;
    private final LocalDateTime utc;

    private CurrentTime(RexBuilder builder, Instant now, ZoneId zone) {
        this.builder = builder;
        this.local = LocalDateTime.ofInstant(now, zone);
        this.utc = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    }

    static RelNode rewrite(RelNode node, PlannerSettings settings) {
        var now = settings.clock().instant();
        return new CurrentTime(node.getCluster().getRexBuilder(), now, settings.zone()).visit(node);
    }

    private RelNode visit(RelNode node) {
        var inputs = new ArrayList<RelNode>();
        node.getInputs().forEach(input -> inputs.add(visit(input)));
        var at = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        return at.accept(this);
    }

    @Override
    public RexNode visitCall(RexCall call) {
        if (!(call.getOperator() instanceof MomentOperator moment)) {
            return super.visitCall(call);
        }
        var precision = call.getType().getPrecision();
        return switch (moment.getName()) {
            case "CURRENT_DATE" ->
                builder.makeDateLiteral(
                        DateString.fromDaysSinceEpoch((int) local.toLocalDate().toEpochDay()));
            case "CURRENT_TIME", "LOCALTIME" ->
                builder.makeTimeLiteral(
                        ConstantFolding.time(local.toLocalTime()).round(precision), precision);
            case "LOCALTIMESTAMP" ->
                builder.makeTimestampLiteral(ConstantFolding.timestamp(local).round(precision), precision);
            case "CURRENT_TIMESTAMP", "CURRENT_ROW_TIMESTAMP", "NOW" ->
                builder.makeTimestampWithLocalTimeZoneLiteral(
                        ConstantFolding.timestamp(utc).round(precision), precision);
            default -> throw new AssertionError(moment);
        };
    }
}
