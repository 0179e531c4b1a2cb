package io.weir.sql.tpch;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.Source;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** The rows of one table, made up as the benchmark says. A split is one of so many parts of the table. */
record TpchSource(String table, double scale, int parts) implements Source<TpchSource.Part> {
    private static final DataType MONEY = new DataType.Decimal(15, 2);

    /** @param number from 1 */
    record Part(int number) implements Source.Split {
        @Override
        public List<String> hosts() {
            return List.of();
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    @Override
    public String name() {
        return "tpch " + table;
    }

    @Override
    public boolean bounded() {
        return true;
    }

    @Override
    public Schema schema() {
        var fields = new ArrayList<Schema.Field>();
        for (var column : TpchTable.getTable(table).getColumns()) {
            fields.add(new Schema.Field(column.getColumnName(), type(column)));
        }
        return new Schema(fields);
    }

    static DataType type(TpchColumn<?> column) {
        return switch (column.getType().getBase()) {
            case INTEGER -> DataType.Scalar.INT;
            case IDENTIFIER -> DataType.Scalar.BIGINT;
            case DATE -> DataType.Scalar.DATE;
            case DOUBLE -> MONEY;
            case VARCHAR -> DataType.Scalar.VARCHAR;
        };
    }

    @Override
    public Enumerator<Part> enumerate(byte @Nullable [] restored) {
        return new Parts(parts);
    }

    @Override
    public Reader<Part> open(Part part, ReaderContext context) {
        return reader(TpchTable.getTable(table), part, context.batchRows());
    }

    private <E extends TpchEntity> Reader<Part> reader(TpchTable<E> entities, Part part, int batchRows) {
        var rows = entities.createGenerator(scale, part.number(), parts).iterator();
        return new TpchReader<>(part, rows, entities.getColumns(), batchRows);
    }

    private static final class Parts implements Enumerator<Part> {
        private final List<Part> left = new ArrayList<>();
        private final int total;

        Parts(int count) {
            total = count;
            for (var number = 1; number <= count; number++) {
                left.add(new Part(number));
            }
        }

        @Override
        public List<Part> next(int wanted, String host) {
            var next = left.subList(0, Math.min(wanted, left.size()));
            var handed = List.copyOf(next);
            next.clear();
            return handed;
        }

        @Override
        public void giveBack(List<Part> splits) {
            left.addAll(splits);
        }

        @Override
        public byte[] snapshot() {
            throw new UnsupportedOperationException("generated rows are not read by a job that takes snapshots");
        }

        @Override
        public long totalBytes() {
            return 0;
        }

        @Override
        public int totalSplits() {
            return total;
        }
    }
}
