package io.weir.table.rule;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/** What rules and the translation ask about nodes; the number of rows is our own estimate. */
public final class EstimatedRows extends RelMetadataQuery {
    private static final ProxyingMetadataHandlerProvider PROVIDER =
            new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE);

    private final Estimates estimates = new Estimates();

    public EstimatedRows() {
        super(PROVIDER);
    }

    @Override
    public Double getRowCount(RelNode node) {
        return estimates.rows(node);
    }
}
