package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.MapOf;
import io.weir.type.DataType.RowOf;
import io.weir.vector.ListVector;
import io.weir.vector.MapVector;
import io.weir.vector.RowVector;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Rows, lists and maps, put together level by level from what lies at their leaves. */
final class NestedColumn implements ColumnReader {
    private final Part root;
    private final List<LeafPart> leaves = new ArrayList<>();

    /** {@code open} makes the reader of a leaf that is to be converted to a type. */
    NestedColumn(Shape shape, DataType wanted, BiFunction<Shape.Leaf, DataType, LeafColumn> open) {
        root = part(shape, wanted, open);
    }

    @Override
    public Vector read(long from, int count) {
        for (var leaf : leaves) {
            leaf.entries = leaf.column.read(from, count);
        }
        var vector = root.assemble(new Shape.Repeated(0, 0));
        if (vector.size() != count) {
            throw new Damage(vector.size() + " rows where " + count + " should be");
        }
        return vector;
    }

    /** Whether the shape can be read as that type without loss. */
    static boolean fits(Shape shape, DataType wanted) {
        if (shape instanceof Shape.Leaf leaf) {
            return ColumnPlan.conversion(leaf, wanted) != null;
        } else if (shape instanceof Shape.Elements list) {
            return wanted instanceof ListOf of && fits(list.element(), of.element());
        } else if (shape instanceof Shape.Entries map) {
            return wanted instanceof MapOf of && fits(map.key(), of.key()) && fits(map.value(), of.value());
        }
        var row = (Shape.Row) shape;
        return wanted instanceof RowOf of
                && of.schema().fields().stream().allMatch(field -> {
                    var index = row.type().schema().indexOf(field.name());
                    return index < 0 || fits(row.fields().get(index), field.type());
                });
    }

    /** The leaves that are read for that type. */
    static List<Shape.Leaf> leaves(Shape shape, DataType wanted) {
        var leaves = new ArrayList<Shape.Leaf>();
        if (shape instanceof Shape.Leaf leaf) {
            leaves.add(leaf);
        } else if (shape instanceof Shape.Elements list) {
            leaves.addAll(leaves(list.element(), ((ListOf) wanted).element()));
        } else if (shape instanceof Shape.Entries map) {
            leaves.addAll(leaves(map.key(), ((MapOf) wanted).key()));
            leaves.addAll(leaves(map.value(), ((MapOf) wanted).value()));
        } else if (shape instanceof Shape.Row row) {
            for (var field : ((RowOf) wanted).schema().fields()) {
                var index = row.type().schema().indexOf(field.name());
                if (index >= 0) {
                    leaves.addAll(leaves(row.fields().get(index), field.type()));
                }
            }
            if (leaves.isEmpty()) {
                leaves.add(anyLeaf(row));
            }
        }
        return leaves;
    }

    private static Shape.Leaf anyLeaf(Shape shape) {
        if (shape instanceof Shape.Leaf leaf) {
            return leaf;
        } else if (shape instanceof Shape.Elements list) {
            return anyLeaf(list.element());
        } else if (shape instanceof Shape.Entries map) {
            return anyLeaf(map.key());
        }
        return anyLeaf(((Shape.Row) shape).fields().get(0));
    }

    private Part part(Shape shape, DataType wanted, BiFunction<Shape.Leaf, DataType, LeafColumn> open) {
        if (shape instanceof Shape.Leaf leaf) {
            var part = new LeafPart(open.apply(leaf, wanted));
            leaves.add(part);
            return part;
        } else if (shape instanceof Shape.Elements list) {
            return new ListPart(list, (ListOf) wanted, part(list.element(), ((ListOf) wanted).element(), open));
        } else if (shape instanceof Shape.Entries map) {
            var type = (MapOf) wanted;
            return new MapPart(map, type, part(map.key(), type.key(), open), part(map.value(), type.value(), open));
        }
        var row = (Shape.Row) shape;
        var type = (RowOf) wanted;
        var fields = new ArrayList<@Nullable Part>();
        for (var field : type.schema().fields()) {
            var index = row.type().schema().indexOf(field.name());
            fields.add(index < 0 ? null : part(row.fields().get(index), field.type(), open));
        }
        var first = fields.stream().filter(field -> field != null).findFirst();
        var lead = first.isPresent() ? first.get().lead() : leafOf(row, open);
        return new RowPart(row, type, fields, lead);
    }

    /** A leaf that is read only because it knows which rows are null. */
    private LeafPart leafOf(Shape.Row row, BiFunction<Shape.Leaf, DataType, LeafColumn> open) {
        var leaf = anyLeaf(row);
        var part = new LeafPart(open.apply(leaf, leaf.type()));
        leaves.add(part);
        return part;
    }

    /** One place in the shape. */
    private interface Part {
        /** A leaf below, whose levels tell where values of this part begin. */
        LeafPart lead();

        /** The values of this part, one for each element of the repeated part around it; all rows at the top. */
        Vector assemble(Shape.Repeated around);
    }

    private static final class LeafPart implements Part {
        private final LeafColumn column;
        private LeafColumn.Entries entries;

        LeafPart(LeafColumn column) {
            this.column = column;
        }

        @Override
        public LeafPart lead() {
            return this;
        }

        @Override
        public Vector assemble(Shape.Repeated around) {
            var nulls = nulls(around, column.max());
            var size = nulls.length;
            return entries.values().size() == size ? entries.values() : Spread.over(entries.values(), nulls, size);
        }

        /** A mask of the slots of a part within what is around it: those below a definition level are null. */
        boolean[] nulls(Shape.Repeated around, int definition) {
            var nulls = new boolean[entries.count()];
            var size = 0;
            for (var i = 0; i < entries.count(); i++) {
                if (entries.repetition()[i] <= around.repetition() && entries.definition()[i] >= around.definition()) {
                    nulls[size++] = entries.definition()[i] < definition;
                }
            }
            return Arrays.copyOf(nulls, size);
        }

        /** How many elements each slot has. */
        int[] lengths(Shape.Repeated around, Shape.Repeated elements) {
            var lengths = new int[entries.count()];
            var slot = -1;
            for (var i = 0; i < entries.count(); i++) {
                var repetition = entries.repetition()[i];
                var definition = entries.definition()[i];
                if (repetition <= around.repetition() && definition >= around.definition()) {
                    slot++;
                }
                if (repetition <= elements.repetition() && definition >= elements.definition()) {
                    lengths[slot]++;
                }
            }
            return Arrays.copyOf(lengths, slot + 1);
        }
    }

    private static boolean @Nullable [] orNone(boolean[] nulls) {
        for (var isNull : nulls) {
            if (isNull) {
                return nulls;
            }
        }
        return null;
    }

    private static int[] starts(int[] lengths) {
        var starts = new int[lengths.length];
        for (var i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + lengths[i - 1];
        }
        return starts;
    }

    private static void checkSize(Vector vector, int[] starts, int[] lengths) {
        var last = lengths.length - 1;
        var size = last < 0 ? 0 : starts[last] + lengths[last];
        if (vector.size() != size) {
            throw new Damage(vector.size() + " elements where " + size + " should be");
        }
    }

    private record ListPart(Shape.Elements shape, ListOf type, Part element) implements Part {
        @Override
        public LeafPart lead() {
            return element.lead();
        }

        @Override
        public Vector assemble(Shape.Repeated around) {
            var nulls = lead().nulls(around, shape.definition());
            var lengths = lead().lengths(around, shape.repeated());
            var starts = starts(lengths);
            var elements = element.assemble(shape.repeated());
            checkSize(elements, starts, lengths);
            return new ListVector(type, starts, lengths, elements, orNone(nulls), nulls.length);
        }
    }

    private record MapPart(Shape.Entries shape, MapOf type, Part key, Part value) implements Part {
        @Override
        public LeafPart lead() {
            return key.lead();
        }

        @Override
        public Vector assemble(Shape.Repeated around) {
            var nulls = lead().nulls(around, shape.definition());
            var lengths = lead().lengths(around, shape.repeated());
            var starts = starts(lengths);
            var keys = key.assemble(shape.repeated());
            var values = value.assemble(shape.repeated());
            checkSize(keys, starts, lengths);
            checkSize(values, starts, lengths);
            var entries = new MapVector.Entries(starts, lengths, keys, values);
            return new MapVector(type, entries, orNone(nulls), nulls.length);
        }
    }

    private record RowPart(Shape.Row shape, RowOf type, List<@Nullable Part> fields, LeafPart lead) implements Part {
        @Override
        public Vector assemble(Shape.Repeated around) {
            var nulls = lead.nulls(around, shape.definition());
            var vectors = new ArrayList<Vector>();
            for (var i = 0; i < fields.size(); i++) {
                var field = fields.get(i);
                var vector =
                        field == null ? Vectors.nulls(type.schema().type(i), nulls.length) : field.assemble(around);
                if (vector.size() != nulls.length) {
                    throw new Damage(vector.size() + " values of a field where " + nulls.length + " should be");
                }
                vectors.add(vector);
            }
            return new RowVector(type, vectors, orNone(nulls), nulls.length);
        }
    }
}
