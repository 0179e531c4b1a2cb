package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The value of the first branch whose condition is true. Every branch is evaluated on its rows only. */
public record Case(List<Branch> branches, Expression otherwise) implements Expression {
    public record Branch(Expression condition, Expression value) implements Serializable {}

    public Case {
        branches = List.copyOf(branches);
    }

    /** All values of one type. Without ELSE: a null {@link Literal}. */
    public static Expression of(List<Branch> branches, Expression otherwise) {
        return branches.isEmpty() ? otherwise : new Case(branches, otherwise);
    }

    /** The first value that is not null; all of one type. */
    public static Expression coalesce(List<Expression> values) {
        return values.size() == 1 ? values.get(0) : new Coalesce(values);
    }

    /** Null where both are equal, else the first; both of one type. */
    public static Expression nullIf(Expression value, Expression other) {
        var equal = Comparison.of(Comparison.Operator.EQUAL, value, other);
        return of(List.of(new Branch(equal, new Literal(value.type(), null))), value);
    }

    @Override
    public DataType type() {
        return otherwise.type();
    }

    @Override
    public List<Expression> children() {
        var children = new ArrayList<Expression>();
        branches.forEach(branch -> children.addAll(List.of(branch.condition, branch.value)));
        children.add(otherwise);
        return children;
    }

    @Override
    public Vector evaluate(Batch batch, Selection rows) {
        var merge = new Merge(type(), batch.physicalRows());
        var open = rows;
        for (var branch : branches) {
            if (open.isEmpty()) {
                break;
            }
            var chosen = branch.condition.select(batch, open);
            if (!chosen.isEmpty()) {
                merge.add(branch.value.evaluate(batch, chosen), chosen);
                open = open.without(chosen);
            }
        }
        if (!open.isEmpty()) {
            merge.add(otherwise.evaluate(batch, open), open);
        }
        return merge.build();
    }
}
