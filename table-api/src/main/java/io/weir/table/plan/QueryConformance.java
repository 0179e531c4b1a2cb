package io.weir.table.plan;

import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** The dialect: lenient in form, strict in meaning. */
final class QueryConformance extends SqlDelegatingConformance {
    static final SqlConformance INSTANCE = new QueryConformance();

    private QueryConformance() {
        super(SqlConformanceEnum.BABEL);
    }

    /** What is selected beside aggregates is grouped by or an error. */
    @Override
    public boolean isNonStrictGroupBy() {
        return false;
    }

    @Override
    public SelectAliasLookup isSelectAlias() {
        return SelectAliasLookup.UNSUPPORTED;
    }

    @Override
    public boolean allowExplicitRowValueConstructor() {
        return true;
    }

    @Override
    public boolean allowNiladicParentheses() {
        return true;
    }
}
