package io.weir.table.translate;

import io.weir.expression.Expression;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.table.node.ScanNode;
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
        var conjuncts = node.filters().stream()
                .flatMap(filter -> RelOptUtil.conjunctions(filter).stream())
                .toList();
        List<ColumnDomain> domains = new DomainTranslation(node.schema(), translation.expressions()).of(conjuncts);
        draft.source(node.source().scan(node.schema(), filters, domains));
        translation.filters().scanned(node, draft);
        return draft;
    }
}
