package io.weir.sql.shell;

import io.weir.EngineException;
import io.weir.table.TableEnvironment;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes keywords, tables, columns and functions, and within quotes the names of files. */
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

    /** With more tables than these, only those that the line names are opened for their columns. */
    private static final int FEW_TABLES = 30;

    private final TableEnvironment tables;

    NameCompleter(TableEnvironment tables) {
        this.tables = tables;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        var word = line.word().substring(0, line.wordCursor());
        var quote = word.lastIndexOf('\'');
        if (quote >= 0 || line.line().startsWith("\\i ")) {
            FileNames.beginningWith(word.substring(quote + 1)).forEach(path -> candidates.add(file(word, quote, path)));
            return;
        }
        var from = word.length();
        while (from > 0 && Character.isJavaIdentifierPart(word.charAt(from - 1))) {
            from--;
        }
        var before = word.substring(0, from);
        var begun = word.substring(from);
        for (var name : names(line.line())) {
            if (name.regionMatches(true, 0, begun, 0, begun.length())) {
                candidates.add(candidate(before, name, true));
            }
        }
        for (var keyword : KEYWORDS) {
            if (keyword.regionMatches(true, 0, begun, 0, begun.length())) {
                var shouted = !begun.isEmpty() && begun.equals(begun.toUpperCase(Locale.ROOT));
                candidates.add(candidate(before, shouted ? keyword.toUpperCase(Locale.ROOT) : keyword, true));
            }
        }
        for (var function : begun.isEmpty() ? List.<String>of() : tables.functions()) {
            if (function.regionMatches(true, 0, begun, 0, begun.length())) {
                candidates.add(candidate(before, function + "(", false));
            }
        }
    }

    /** @param whole a blank follows */
    private static Candidate candidate(String before, String name, boolean whole) {
        return new Candidate(before + name, name, null, null, null, null, whole);
    }

    private static Candidate file(String word, int quote, String path) {
        var directory = path.endsWith("/");
        var end = directory || quote < 0 ? "" : "'";
        return new Candidate(word.substring(0, quote + 1) + path + end, path, null, null, null, null, !directory);
    }

    /** Tables, and the columns of those that the line names; of all, if it names none yet. */
    private Set<String> names(String line) {
        var names = new TreeSet<String>();
        var words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        words.addAll(List.of(line.split("\\W+")));
        var all = tables.tables();
        var named = all.stream().filter(words::contains).toList();
        for (var table : named.isEmpty() && all.size() <= FEW_TABLES ? all : named) {
            try {
                tables.columns(table).fields().forEach(field -> names.add(field.name()));
            } catch (EngineException unreadable) {
                // A table whose files cannot be read has no columns to offer; the query that uses it will say why.
            }
        }
        names.addAll(all);
        return names;
    }
}
