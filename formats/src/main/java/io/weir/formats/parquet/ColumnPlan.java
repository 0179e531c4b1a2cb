package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.formats.file.ScanRequest;
import io.weir.type.DataType;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * How one column of a request is read from a file.
 *
 * @param shape null where the file lacks the column
 */
record ColumnPlan(Schema.Field field, @Nullable Shape shape) {
    static List<ColumnPlan> of(Footer footer, ScanRequest request, String path) {
        var plans = new ArrayList<ColumnPlan>();
        for (var field : request.columns().fields()) {
            var node = find(footer.root(), field.name());
            var shape = node == null ? null : SchemaMapping.shape(node);
            var plan = new ColumnPlan(field, shape);
            plan.check(path);
            plans.add(plan);
        }
        return plans;
    }

    /** The child of that name, else one that differs only in case. */
    static @Nullable SchemaNode find(SchemaNode parent, String name) {
        SchemaNode similar = null;
        for (var child : parent.children()) {
            if (child.name().equals(name)) {
                return child;
            }
            if (similar == null && child.name().equalsIgnoreCase(name)) {
                similar = child;
            }
        }
        return similar;
    }

    private void check(String path) {
        if (shape != null && !NestedColumn.fits(shape, field.type())) {
            throw new EngineException(
                    ErrorCode.SCHEMA_MISMATCH,
                    Place.oneLine("column cannot be read as the type asked for without loss: " + field.name() + " is "
                            + shape.type().sql() + " in the file, asked for is "
                            + field.type().sql() + ": " + path));
        }
    }

    /** From what decoders make of the leaf to the type wanted; null if values could be lost. */
    static @Nullable Conversion conversion(Shape.Leaf leaf, DataType wanted) {
        var exact = exactInt96(leaf, wanted);
        var lossless = LosslessConversion.between(exact.type(), wanted);
        return lossless == null ? null : NaturalConversion.of(exact).then(lossless);
    }

    /** The old timestamps have nanoseconds; they are read where they are asked for. */
    private static Shape.Leaf exactInt96(Shape.Leaf leaf, DataType wanted) {
        var nanos = leaf.node().primitive().physical() == Physical.INT96
                && wanted instanceof DataType.Timestamp timestamp
                && timestamp.nanos();
        return nanos ? new Shape.Leaf(leaf.node(), new DataType.Timestamp(9, false)) : leaf;
    }

    /** Of a flat column: to values that compare as the column's do, but for the spaces at the end of CHAR, which stay. */
    Conversion comparable() {
        return conversion((Shape.Leaf) shape, isPadded() ? DataType.Scalar.VARCHAR : field.type());
    }

    boolean isPadded() {
        return field.type() instanceof DataType.Char;
    }

    /** Whether the column is one leaf with one value or null a row. */
    boolean isFlat() {
        return shape instanceof Shape.Leaf;
    }

    /** The leaves to read. */
    List<Shape.Leaf> leaves() {
        return shape == null ? List.of() : NestedColumn.leaves(shape, field.type());
    }
}
