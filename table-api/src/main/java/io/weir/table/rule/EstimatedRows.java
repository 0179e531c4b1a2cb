package io.weir.table.rule;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.sql.SqlExplainLevel;

/** What rules and the translation ask about nodes; the number of rows is our own estimate. */
public final class EstimatedRows extends RelMetadataQuery {
    private static final NodeMetadata METADATA = new NodeMetadata();

    private final Estimates estimates = new Estimates();

    public EstimatedRows() {
        super(METADATA);
    }

    @Override
    public Double getRowCount(RelNode node) {
        return estimates.rows(node);
    }

    /** Every node is, and each is asked for each line. */
    @Override
    public Boolean isVisibleInExplain(RelNode node, SqlExplainLevel level) {
        return true;
    }
}
