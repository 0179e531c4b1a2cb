package io.weir.formats.testing;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.flow.Batch;
import io.weir.formats.file.FileTable;
import io.weir.memory.MemoryPool;
import io.weir.operator.OperatorMetrics;
import io.weir.vector.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads sources to their end, in one thread. */
public final class Scans {
    private Scans() {}

    public static ReaderContext context(int batchRows) {
        return new ReaderContext(batchRows, new MemoryPool(1L << 30), new OperatorMetrics(), Runnable::run);
    }

    public static <S extends Source.Split> List<Batch> batches(Source<S> source, ReaderContext context)
            throws Exception {
        var batches = new ArrayList<Batch>();
        read(source, context, batches::add);
        return batches;
    }

    public static <S extends Source.Split> void read(Source<S> source, ReaderContext context, Consumer<Batch> into)
            throws Exception {
        try (var enumerator = source.enumerate(null)) {
            for (var parts = enumerator.next(1, ""); !parts.isEmpty(); parts = enumerator.next(1, "")) {
                try (var reader = source.open(parts.get(0), context)) {
                    while (!reader.done()) {
                        var batch = reader.poll();
                        if (batch != null) {
                            into.accept(batch);
                        }
                    }
                }
            }
        }
    }

    /** All rows of all columns, each row as text. */
    public static List<String> rows(FileTable table) throws Exception {
        return rows(table.scan(table.schema(), List.of(), List.of()), context(7));
    }

    public static <S extends Source.Split> List<String> rows(Source<S> source, ReaderContext context) throws Exception {
        var rows = new ArrayList<String>();
        for (var batch : batches(source, context)) {
            for (var i = 0; i < batch.rows(); i++) {
                var row = batch.selection().row(i);
                rows.add(batch.columns().stream()
                        .map(column -> text(Values.get(column, row)))
                        .collect(Collectors.joining(" | ")));
            }
        }
        return rows;
    }

    /** The same text for the same value, whichever engine it comes from and whatever its width. */
    public static String text(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            var text = value.toString();
            return Character.isLetter(text.charAt(text.length() - 1))
                    ? text
                    : new BigDecimal(text).stripTrailingZeros().toPlainString();
        } else if (value instanceof List<?> list) {
            return list.stream().map(Scans::text).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Object[] array) {
            return text(Arrays.asList(array));
        } else if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        } else if (value instanceof Map<?, ?> map) {
            return text(new ArrayList<>(map.values()));
        }
        return value instanceof String string ? "'" + string + "'" : String.valueOf(value);
    }
}
