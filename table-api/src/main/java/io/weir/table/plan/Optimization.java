package io.weir.table.plan;

import java.util.Locale;

/** What is done to a query only to be faster. Each can be switched off by the setting that has its name; the answers stay the same. */
public enum Optimization {
    JOIN_REORDERING(
            "whether tables are joined in the order thought cheapest, the smaller side kept, or as they are written"),
    FILTER_PUSHDOWN("whether conditions are checked as early as can be, by scans above all"),
    IMPLIED_FILTERS("whether conditions that follow from others are checked too where that is earlier"),
    STATISTICS_PRUNING("whether scans skip files, row groups and pages by what is known of their values"),
    COLUMN_PRUNING("whether scans and joins leave out the columns that nobody reads"),
    AGGREGATION_PUSHDOWN("whether rows are grouped before a join where that leaves much fewer of them"),
    LIMIT_PUSHDOWN("whether steps below a LIMIT keep no more rows than it wants"),
    SUBPLAN_REUSE("whether a join or an aggregation that a query has twice runs once"),
    EXCHANGE_ELIMINATION("whether rows stay where they are that are together by their keys already"),
    PARTIAL_AGGREGATION("whether tasks group their rows before these go to other tasks"),
    BROADCAST_JOIN("whether a small side of a join goes to all tasks and the rows of the other stay where they are"),
    SKEW_JOIN("whether several tasks of a join read a partition that is much larger than others"),
    RUNTIME_FILTERS("whether scans drop the rows for which a join is known to have no partner");

    private final String description;

    Optimization(String description) {
        this.description = description;
    }

    /** The name of its setting. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For a person. */
    public String description() {
        return description;
    }
}
