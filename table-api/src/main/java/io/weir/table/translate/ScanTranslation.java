package io.weir.table.translate;

import io.weir.expression.Expression;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.table.node.ScanNode;
import io.weir.table.plan.Optimization;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;

/** A scan begins a stage. Filters go to the source, with what they imply for single columns. */
final class ScanTranslation {
    private final Translation translation;

    ScanTranslation(Translation translation) {
        this.translation = translation;
    }

    Draft of(ScanNode node) {
        var draft = translation.begin(false);
        List<Expression> filters = translation.expressions().all(node.filters());
        draft.source(node.source().scan(node.schema(), filters, domains(node)));
        translation.filters().scanned(node, draft);
        return draft;
    }

    private List<ColumnDomain> domains(ScanNode node) {
        if (!translation.settings().does(Optimization.STATISTICS_PRUNING)) {
            return List.of();
        }
        var conjuncts = node.filters().stream()
                .flatMap(filter -> RelOptUtil.conjunctions(filter).stream())
                .toList();
        return new DomainTranslation(node.schema(), translation.expressions()).of(conjuncts);
    }
}
