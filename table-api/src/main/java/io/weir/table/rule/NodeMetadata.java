package io.weir.table.rule;

import static java.util.Map.entry;

import io.weir.Nullable;
import java.util.Map;
import org.apache.calcite.rel.metadata.BuiltInMetadata.Collation;
import org.apache.calcite.rel.metadata.BuiltInMetadata.ColumnUniqueness;
import org.apache.calcite.rel.metadata.BuiltInMetadata.CumulativeCost;
import org.apache.calcite.rel.metadata.BuiltInMetadata.DistinctRowCount;
import org.apache.calcite.rel.metadata.BuiltInMetadata.MaxRowCount;
import org.apache.calcite.rel.metadata.BuiltInMetadata.MinRowCount;
import org.apache.calcite.rel.metadata.BuiltInMetadata.NodeTypes;
import org.apache.calcite.rel.metadata.BuiltInMetadata.NonCumulativeCost;
import org.apache.calcite.rel.metadata.BuiltInMetadata.PercentageOriginalRows;
import org.apache.calcite.rel.metadata.BuiltInMetadata.PopulationSize;
import org.apache.calcite.rel.metadata.BuiltInMetadata.Predicates;
import org.apache.calcite.rel.metadata.BuiltInMetadata.Selectivity;
import org.apache.calcite.rel.metadata.BuiltInMetadata.UniqueKeys;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMdCollation;
import org.apache.calcite.rel.metadata.RelMdColumnUniqueness;
import org.apache.calcite.rel.metadata.RelMdDistinctRowCount;
import org.apache.calcite.rel.metadata.RelMdMaxRowCount;
import org.apache.calcite.rel.metadata.RelMdMinRowCount;
import org.apache.calcite.rel.metadata.RelMdNodeTypes;
import org.apache.calcite.rel.metadata.RelMdPercentageOriginalRows;
import org.apache.calcite.rel.metadata.RelMdPopulationSize;
import org.apache.calcite.rel.metadata.RelMdPredicates;
import org.apache.calcite.rel.metadata.RelMdSelectivity;
import org.apache.calcite.rel.metadata.RelMdUniqueKeys;

/**
 * What the library knows about nodes, as far as rules and translation ask for it. The library's own providers make classes for all
 * that could be asked, which takes most of the time of a first plan, or make an object for each question.
 */
final class NodeMetadata implements MetadataHandlerProvider {
    private static final NodeFact PREDICATES =
            new NodeFact(Predicates.Handler.class, "getPredicates", () -> RelMdPredicates.SOURCE);
    private static final NodeFact UNIQUE_KEYS =
            new NodeFact(UniqueKeys.Handler.class, "getUniqueKeys", () -> RelMdUniqueKeys.SOURCE);
    private static final NodeFact UNIQUE =
            new NodeFact(ColumnUniqueness.Handler.class, "areColumnsUnique", () -> RelMdColumnUniqueness.SOURCE);
    private static final NodeFact MOST_ROWS =
            new NodeFact(MaxRowCount.Handler.class, "getMaxRowCount", () -> RelMdMaxRowCount.SOURCE);
    private static final NodeFact LEAST_ROWS =
            new NodeFact(MinRowCount.Handler.class, "getMinRowCount", () -> RelMdMinRowCount.SOURCE);
    private static final NodeFact DISTINCT_ROWS =
            new NodeFact(DistinctRowCount.Handler.class, "getDistinctRowCount", () -> RelMdDistinctRowCount.SOURCE);
    private static final NodeFact POPULATION =
            new NodeFact(PopulationSize.Handler.class, "getPopulationSize", () -> RelMdPopulationSize.SOURCE);
    private static final NodeFact SELECTIVITY =
            new NodeFact(Selectivity.Handler.class, "getSelectivity", () -> RelMdSelectivity.SOURCE);
    private static final NodeFact ORIGINAL_ROWS = new NodeFact(
            PercentageOriginalRows.Handler.class,
            "getPercentageOriginalRows",
            () -> RelMdPercentageOriginalRows.SOURCE);
    private static final NodeFact COST =
            new NodeFact(CumulativeCost.Handler.class, "getCumulativeCost", () -> RelMdPercentageOriginalRows.SOURCE);
    private static final NodeFact OWN_COST = new NodeFact(
            NonCumulativeCost.Handler.class, "getNonCumulativeCost", () -> RelMdPercentageOriginalRows.SOURCE);
    private static final NodeFact KINDS =
            new NodeFact(NodeTypes.Handler.class, "getNodeTypes", () -> RelMdNodeTypes.SOURCE);
    private static final NodeFact ORDER =
            new NodeFact(Collation.Handler.class, "collations", () -> RelMdCollation.SOURCE);

    private static final Map<Class<?>, MetadataHandler<?>> HANDLERS = Map.ofEntries(
            entry(Predicates.Handler.class, (Predicates.Handler) PREDICATES::of),
            entry(UniqueKeys.Handler.class, (UniqueKeys.Handler) UNIQUE_KEYS::of),
            entry(ColumnUniqueness.Handler.class, (ColumnUniqueness.Handler) UNIQUE::of),
            entry(MaxRowCount.Handler.class, (MaxRowCount.Handler) MOST_ROWS::of),
            entry(MinRowCount.Handler.class, (MinRowCount.Handler) LEAST_ROWS::of),
            entry(DistinctRowCount.Handler.class, (DistinctRowCount.Handler) DISTINCT_ROWS::of),
            entry(PopulationSize.Handler.class, (PopulationSize.Handler) POPULATION::of),
            entry(Selectivity.Handler.class, (Selectivity.Handler) SELECTIVITY::of),
            entry(PercentageOriginalRows.Handler.class, (PercentageOriginalRows.Handler) ORIGINAL_ROWS::of),
            entry(CumulativeCost.Handler.class, (CumulativeCost.Handler) COST::of),
            entry(NonCumulativeCost.Handler.class, (NonCumulativeCost.Handler) OWN_COST::of),
            entry(NodeTypes.Handler.class, (NodeTypes.Handler) KINDS::of),
            entry(Collation.Handler.class, (Collation.Handler) ORDER::of));

    /** Null for what nobody asks. */
    @Override
    @Nullable
    public <H extends MetadataHandler<?>> H handler(Class<H> kind) {
        return kind.cast(HANDLERS.get(kind));
    }
}
