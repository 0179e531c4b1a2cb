package io.weir.expression;

import io.weir.expression.Comparison.Operator;
import io.weir.type.DataType;
import io.weir.vector.BooleanVector;
import io.weir.vector.Masks;
import io.weir.vector.Selection;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.util.List;

/** Membership in a list of constants. */
public final class In extends Pointwise {
    private final List<Literal> constants;
    private final boolean hasNull;
    private transient Members members;

    private In(Expression value, List<Literal> constants) {
        super(DataType.Scalar.BOOLEAN, List.of(value));
        this.hasNull = constants.stream().anyMatch(constant -> constant.value() == null);
        this.constants =
                constants.stream().filter(constant -> constant.value() != null).toList();
        this.members = members();
    }

    /** The constants have the type of the value; a null among them makes null of what would be false. */
    public static Expression of(Expression value, List<Literal> constants) {
        if (constants.size() == 1) {
            return Comparison.of(Operator.EQUAL, value, constants.get(0));
        }
        return new In(value, constants);
    }

    private Members members() {
        var builder = VectorBuilder.of(children().get(0).type(), constants.size());
        constants.forEach(constant -> Values.append(builder, constant.value()));
        var list = builder.build();
        return switch (list.type().storage()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, FLOAT, DOUBLE -> new Members.Numbers(list);
            case BYTES -> new Members.Strings(list);
            default -> new Members.Few(list);
        };
    }

    private void readObject(java.io.ObjectInputStream in) throws java.io.IOException, ClassNotFoundException {
        in.defaultReadObject();
        members = members();
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var vector = vectors[0];
        var found = new boolean[vector.size()];
        members.find(vector, found);
        var nulls = vector.nulls();
        if (hasNull) {
            var missing = new boolean[found.length];
            for (var i = 0; i < found.length; i++) {
                missing[i] = !found[i];
            }
            nulls = Masks.or(nulls, missing, found.length);
        }
        return new BooleanVector(type(), found, nulls, found.length);
    }

    @Override
    public String toString() {
        return "(" + children().get(0) + " in " + constants + (hasNull ? " or null" : "") + ")";
    }
}
