package io.weir.aggregate;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.BytesVector;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import io.weir.vector.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** LISTAGG and STRING_AGG(text, separator): the texts that are not null in the order in which they came, and between two the separator. */
final class TextAggregate extends Collecting {
    private final DataType type;
    private byte[] separator = new byte[0];

    TextAggregate(DataType type) {
        super(List.of(type));
        this.type = type;
    }

    @Override
    boolean dropsNulls(int argument) {
        return true;
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        if (arguments.width() > 1) {
            readSeparator(arguments);
        }
        super.update(groups, arguments);
    }

    @Override
    public void merge(int[] groups, Batch partials) {
        readSeparator(partials);
        super.merge(groups, partials);
    }

    private void readSeparator(Batch batch) {
        var first = batch.rows() == 0
                ? null
                : Values.get(batch.column(1), batch.selection().row(0));
        if (first != null) {
            separator = ((String) first).getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public Batch partials(int from, int to) {
        var columns = new ArrayList<>(super.partials(from, to).columns());
        var text = new String(separator, StandardCharsets.UTF_8);
        columns.add(Vectors.constant(DataType.Scalar.VARCHAR, text, to - from));
        return Batch.of(to - from, columns);
    }

    @Override
    Vector results(CollectedRows.ByGroup collected, int from, int to) {
        var texts = (BytesVector) collected.columns().get(0);
        var builder = VectorBuilder.of(type, to - from);
        for (var group = from; group < to; group++) {
            if (collected.count(group) == 0) {
                builder.appendNull();
            } else {
                var joined = joined(texts, collected.starts()[group], collected.starts()[group + 1]);
                builder.append(joined, 0, joined.length);
            }
        }
        return builder.build();
    }

    private byte[] joined(BytesVector texts, int from, int to) {
        var length = (to - from - 1L) * separator.length;
        for (var row = from; row < to; row++) {
            length += texts.lengths()[row];
        }
        var joined = new byte[Math.toIntExact(length)];
        var position = 0;
        for (var row = from; row < to; row++) {
            if (row > from) {
                System.arraycopy(separator, 0, joined, position, separator.length);
                position += separator.length;
            }
            System.arraycopy(texts.data(), texts.starts()[row], joined, position, texts.lengths()[row]);
            position += texts.lengths()[row];
        }
        return joined;
    }
}
