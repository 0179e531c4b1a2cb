package io.weir.sql.slt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A file of records, read once; docs/how-to/write-an-slt.md says how it is written. */
final class SltFile {
    private final Path path;
    private final List<String> lines;
    private int at;

    private SltFile(Path path, List<String> lines) {
        this.path = path;
        this.lines = lines;
    }

    static List<SltRecord> read(Path path) throws IOException {
        return new SltFile(path, Files.readAllLines(path)).records();
    }

    /** Puts other rows in the place of those expected. */
    static void update(Path path, Map<SltRecord, List<String>> actual) throws IOException {
        var lines = Files.readAllLines(path);
        var updated = new ArrayList<String>();
        var copied = 0;
        for (var record : read(path)) {
            var rows = actual.get(record);
            if (rows != null) {
                updated.addAll(lines.subList(copied, record.rowsFrom()));
                updated.addAll(rows);
                copied = record.rowsTo();
            }
        }
        updated.addAll(lines.subList(copied, lines.size()));
        Files.write(path, updated);
    }

    private List<SltRecord> records() {
        var records = new ArrayList<SltRecord>();
        while (at < lines.size()) {
            var line = lines.get(at);
            if (line.isBlank() || line.startsWith("#")) {
                at++;
            } else {
                records.add(line.startsWith("query") ? query() : statement());
            }
        }
        return records;
    }

    private SltRecord statement() {
        var line = at + 1;
        var words = lines.get(at++).split(" ", 3);
        var expectation = expectation(words, line);
        var sql = new ArrayList<String>();
        while (at < lines.size() && !lines.get(at).isBlank()) {
            sql.add(lines.get(at++));
        }
        return new SltRecord(line, expectation, String.join("\n", sql), List.of(), at, at);
    }

    private SltRecord.Expectation expectation(String[] words, int line) {
        if (words[0].equals("statement") && words.length == 2 && words[1].equals("ok")) {
            return new SltRecord.Expectation.Success();
        }
        if (words[0].equals("statement") && words.length == 3 && words[1].equals("error")) {
            return new SltRecord.Expectation.Failure(words[2]);
        }
        throw wrong(line, "expected \"statement ok\", \"statement error PATTERN\" or \"query TYPES ORDER\"");
    }

    private SltRecord query() {
        var line = at + 1;
        var words = lines.get(at++).split(" ");
        if (words.length < 3 || words.length > 4) {
            throw wrong(line, "expected \"query TYPES ORDER [LABEL]\"");
        }
        if (!words[1].matches("[INRTBDSX]+")) {
            throw wrong(line, "types are letters out of INRTBDSX, not " + words[1]);
        }
        var order = Arrays.stream(SltRecord.Order.values())
                .filter(known -> known.name().equals(words[2].toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> wrong(line, "the order is nosort, rowsort or valuesort, not " + words[2]));
        var sql = new ArrayList<String>();
        while (at < lines.size() && !lines.get(at).equals("----")) {
            if (lines.get(at).isBlank()) {
                throw wrong(line, "no ---- after the query");
            }
            sql.add(lines.get(at++));
        }
        at++;
        var from = at;
        while (at < lines.size() && !lines.get(at).isEmpty()) {
            at++;
        }
        var expectation = new SltRecord.Expectation.Rows(words[1], order, words.length == 4 ? words[3] : "");
        return new SltRecord(
                line, expectation, String.join("\n", sql), lines.subList(Math.min(from, at), at), from, at);
    }

    private IllegalArgumentException wrong(int line, String message) {
        return new IllegalArgumentException(path + ":" + line + ": " + message);
    }
}
