package io.weir.formats.file;

/** What happens to the rows that are in a table when others are inserted. */
public enum InsertMode {
    /** They stay. */
    APPEND,
    /**
     * They go: with static values for all partition columns those of that partition, without partition columns all, otherwise those
     * of each partition that gets rows.
     */
    OVERWRITE,
    /** There must be none. */
    CREATE,
    /** All of them go, whatever they are partitioned by. */
    REPLACE
}
