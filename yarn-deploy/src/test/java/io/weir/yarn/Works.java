package io.weir.yarn;

import io.weir.sql.tpch.TpchQueries;
import io.weir.sql.tpch.TpchRun;
import io.weir.table.TableEnvironment;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Statements with what must be true after them, as one process alone finds it out. */
final class Works implements AutoCloseable {
    /** Joins and aggregates of the large tables, over blocking edges. */
    private static final int[] QUERIES = {3, 5, 9, 10, 13, 18, 21};

    private static final String ROWS = "select l_orderkey as k, count(*) as n, %d as version from lineitem, orders"
            + " where l_orderkey = o_orderkey group by l_orderkey";
    private static final String SUMMARY = "select version, count(*), sum(k), sum(n) from %s group by version";

    private final TableEnvironment tables = TableEnvironment.create();
    private final TpchRun here;
    private final FileSystem files;
    private final Path written;
    private final Map<String, List<String>> expected = new HashMap<>();
    private final Overwrite overwrite;
    private int made;

    /** A statement; the judge answers what is wrong, empty if nothing is. */
    record Work(String name, String sql, Judge judge) {}

    interface Judge {
        /** @param lines what the statement answered; empty if it failed */
        String wrong(boolean succeeded, List<String> lines) throws IOException;
    }

    /** @param root where tables are written */
    Works(String root, String data) throws IOException {
        here = new TpchRun(tables, data);
        files = FileSystem.newInstance(URI.create(root), new Configuration());
        written = new Path(root, "written");
        overwrite = new Overwrite(new Path(written, "overwritten"));
    }

    Work any(Random random) {
        var chosen = random.nextInt(4);
        if (chosen == 0) {
            return overwrite.work();
        } else if (chosen == 1) {
            return create();
        }
        return query(QUERIES[random.nextInt(QUERIES.length)]);
    }

    private List<String> lines(String name, String sql) {
        return here.time(new TpchQueries.TpchQuery(name, sql)).lines();
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    private Work query(int number) {
        var query = TpchQueries.of(number);
        return new Work(query.name(), query.sql(), (succeeded, lines) -> {
            var right = expected.computeIfAbsent(query.name(), name -> sorted(lines(name, query.sql())));
            return !succeeded || sorted(lines).equals(right) ? "" : "other rows: " + lines + ", not " + right;
        });
    }

    /** What a whole version of the written rows comes to. */
    private List<String> summary(int version) {
        var whole = expected.computeIfAbsent(
                "summary", name -> lines(name, SUMMARY.formatted("(" + ROWS.formatted(0) + ") t")));
        return whole.stream()
                .map(line -> version + line.substring(line.indexOf('|')))
                .toList();
    }

    private List<String> found(Path table) throws IOException {
        return files.exists(table) ? lines("found", SUMMARY.formatted("'" + table + "'")) : List.of();
    }

    /** The old rows or the new ones. */
    private final class Overwrite {
        private final Path table;
        private int version;

        Overwrite(Path table) {
            this.table = table;
            var unused = lines("first", "insert overwrite '" + table + "' " + ROWS.formatted(version));
        }

        Work work() {
            var sql = "insert overwrite '" + table + "' " + ROWS.formatted(version + 1);
            return new Work("overwrite", sql, this::wrong);
        }

        private String wrong(boolean succeeded, List<String> lines) throws IOException {
            var found = found(table);
            var isNew = found.equals(summary(version + 1));
            if (isNew) {
                version++;
            }
            return isNew || !succeeded && found.equals(summary(version)) ? "" : "version " + version + " is " + found;
        }
    }

    /** All rows or no table. */
    private Work create() {
        var table = new Path(written, "made" + ++made);
        var sql = "create table made" + made + " with (path = '" + table + "') as " + ROWS.formatted(made);
        var version = made;
        return new Work("create", sql, (succeeded, lines) -> {
            var found = found(table);
            files.delete(table, true);
            return found.equals(summary(version)) || !succeeded && found.isEmpty() ? "" : "the table is " + found;
        });
    }

    /** What is no row of a table. */
    List<String> leftovers() throws IOException {
        var left = new ArrayList<String>();
        var all = files.listFiles(written, true);
        while (all.hasNext()) {
            var path =
                    all.next().getPath().toString().substring(written.toString().length());
            if (path.contains("/_") || path.contains("/.")) {
                left.add(path);
            }
        }
        return left;
    }

    @Override
    public void close() throws IOException {
        tables.close();
        files.close();
    }
}
