package io.weir.table.statement;

import io.weir.Nullable;
import io.weir.type.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One statement, understood as far as that goes without a catalog. */
public sealed interface Statement {
    /** What to do where the thing to create is there already. */
    enum IfPresent {
        FAIL,
        KEEP,
        REPLACE
    }

    /** What to do where the thing to drop is missing. */
    enum IfMissing {
        FAIL,
        IGNORE
    }

    /** What can be dropped. */
    enum Kind {
        TABLE,
        VIEW,
        SCHEMA,
        FUNCTION
    }

    /** What SHOW lists. */
    enum Listing {
        TABLES,
        SCHEMAS,
        VIEWS,
        FUNCTIONS,
        COLUMNS,
        CREATE_TABLE,
        PARTITIONS
    }

    /** Parts of a name as written, without quotes: table, or schema and table. */
    record Name(List<String> parts) {
        public Name {
            parts = List.copyOf(parts);
        }

        public String last() {
            return parts.get(parts.size() - 1);
        }

        @Override
        public String toString() {
            return String.join(".", parts);
        }
    }

    /** A query's text. {@link #placed()} is what to parse. */
    record Query(String text, Position position) implements Statement {
        /** The text behind so many lines and blanks that a parser counts lines and columns as the script does. */
        public String placed() {
            return "\n".repeat(position.line() - 1) + " ".repeat(position.column() - 1) + text;
        }
    }

    record Explain(Query query) implements Statement {}

    /** Runs the query and shows what its operators did. */
    record ExplainAnalyze(Query query) implements Statement {}

    /** What the clauses of CREATE TABLE say beside names. Option keys are in lower case; no columns: null. */
    record TableClauses(@Nullable Schema columns, Map<String, String> options, List<String> partitionedBy) {
        public TableClauses {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
            partitionedBy = List.copyOf(partitionedBy);
        }
    }

    /** @param path the place of the path, else of the statement */
    record CreateTable(Name name, IfPresent ifPresent, TableClauses clauses, Optional<Query> query, Position path)
            implements Statement {}

    record CreateSchema(Name name, IfPresent ifPresent, Map<String, String> options) implements Statement {
        public CreateSchema {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }
    }

    record CreateView(Name name, IfPresent ifPresent, List<String> columns, Query query) implements Statement {
        public CreateView {
            columns = List.copyOf(columns);
        }
    }

    record CreateFunction(Name name, IfPresent ifPresent, String className, List<String> jars) implements Statement {
        public CreateFunction {
            jars = List.copyOf(jars);
        }
    }

    record Drop(Kind kind, Name name, IfMissing ifMissing) implements Statement {}

    /** Where INSERT writes: a table, or files under a path. */
    sealed interface Target {
        record Table(Name name) implements Target {}

        record Path(String path, Map<String, String> options) implements Target {
            public Path {
                options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
            }
        }
    }

    /** How INSERT treats rows that are there. */
    enum InsertMode {
        APPEND,
        /** Replaces the partitions named, those that the rows fall into, or the whole table where it has none. */
        OVERWRITE
    }

    /** A partition column of INSERT: with a value where all rows go there. */
    record PartitionValue(String column, Optional<String> value) {}

    record Insert(Target target, InsertMode mode, List<PartitionValue> partition, List<String> columns, Query query)
            implements Statement {
        public Insert {
            partition = List.copyOf(partition);
            columns = List.copyOf(columns);
        }
    }

    /** @param of what it is restricted to: a schema for tables, a table for columns */
    record Show(Listing listing, Optional<Name> of, Optional<String> like) implements Statement {}

    record Describe(Name name) implements Statement {}

    record Use(Name schema) implements Statement {}

    record Set(String key, String value) implements Statement {}

    /** Lists the settings. */
    record ShowSettings() implements Statement {}

    /** @param key empty: all */
    record Reset(Optional<String> key) implements Statement {}

    record AnalyzeTable(Name name) implements Statement {}

    record RenameTable(Name from, Name to) implements Statement {}
}
