package io.weir.table;

/** What queries answer, as text. */
final class Answers {
    private Answers() {}

    /** A line for each row, with a space between its values. */
    static String text(TableEnvironment tables, String query) {
        var text = new StringBuilder();
        try (var result = tables.executeSql(query)) {
            result.rows().forEachRemaining(row -> {
                for (var i = 0; i < result.schema().size(); i++) {
                    text.append(row.value(i)).append(i + 1 < result.schema().size() ? " " : "\n");
                }
            });
        }
        return text.toString();
    }
}
