package io.weir.sql.shell;

import io.weir.EngineException;
import io.weir.table.TableEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes keywords, tables, functions, and the columns of tables that the line names. */
final class NameCompleter implements Completer {
    private static final List<String> KEYWORDS = List.of(
            "select",
            "from",
            "where",
            "group by",
            "order by",
            "having",
            "limit",
            "join",
            "left join",
            "right join",
            "full join",
            "cross join",
            "on",
            "using",
            "as",
            "and",
            "or",
            "not",
            "in",
            "exists",
            "between",
            "like",
            "is null",
            "is not null",
            "case",
            "when",
            "then",
            "else",
            "end",
            "cast",
            "distinct",
            "union all",
            "intersect",
            "except",
            "with",
            "values",
            "explain",
            "analyze",
            "create table",
            "create view",
            "create schema",
            "drop table",
            "drop view",
            "insert into",
            "insert overwrite",
            "show tables",
            "show schemas",
            "show functions",
            "describe",
            "set",
            "reset",
            "use",
            "date",
            "timestamp",
            "interval",
            "over",
            "partition by",
            "rows",
            "range");

    private final TableEnvironment tables;

    NameCompleter(TableEnvironment tables) {
        this.tables = tables;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        names(line).stream().distinct().map(Candidate::new).forEach(candidates::add);
    }

    private List<String> names(ParsedLine line) {
        var names = new ArrayList<String>();
        try {
            var words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            words.addAll(List.of(line.line().split("[^\\w]+")));
            for (var table : tables.tables()) {
                names.add(table);
                if (words.contains(table)) {
                    tables.columns(table).fields().forEach(field -> names.add(field.name()));
                }
            }
            names.addAll(tables.functions());
        } catch (EngineException unreadable) {
            // A table whose files cannot be read has no columns to offer; the query that uses it will say why.
        }
        names.addAll(KEYWORDS);
        names.removeIf(
                name -> !name.toLowerCase(Locale.ROOT).startsWith(line.word().toLowerCase(Locale.ROOT)));
        return names;
    }
}
