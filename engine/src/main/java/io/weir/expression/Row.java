package io.weir.expression;

import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.vector.Vector;
import java.math.BigDecimal;
import java.util.List;

/** The arguments of one row, for functions written value by value; argument numbers count from 0. */
public final class Row {
    private final Argument[] arguments;
    private int index;

    Row(Vector[] vectors) {
        arguments = new Argument[vectors.length];
        for (var i = 0; i < vectors.length; i++) {
            arguments[i] = new Argument(vectors[i]);
        }
    }

    void moveTo(int row) {
        index = row;
    }

    boolean hasNull() {
        for (var argument : arguments) {
            if (argument.isNull(index)) {
                return true;
            }
        }
        return false;
    }

    /** The number of arguments. */
    public int size() {
        return arguments.length;
    }

    public Argument argument(int number) {
        return arguments[number];
    }

    /** The row where {@link Argument#vector()} holds the value. */
    public int index(int number) {
        return arguments[number].index(index);
    }

    public DataType type(int number) {
        return arguments[number].type();
    }

    public boolean isNull(int number) {
        return arguments[number].isNull(index);
    }

    public boolean truth(int number) {
        return arguments[number].truth(index);
    }

    public long integer(int number) {
        return arguments[number].integer(index);
    }

    /** A whole number cut to the range of int: for counts and positions, where more than two billion is as good as many. */
    public int count(int number) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, integer(number)));
    }

    public long high(int number) {
        return arguments[number].high(index);
    }

    public double real(int number) {
        return arguments[number].real(index);
    }

    public BigDecimal decimal(int number) {
        var type = (Decimal) arguments[number].type();
        return type.storage() == io.weir.type.Storage.LONG
                ? BigDecimal.valueOf(integer(number), type.scale())
                : new BigDecimal(Int128.toBigInteger(high(number), integer(number)), type.scale());
    }

    public String text(int number) {
        return arguments[number].text(index);
    }

    public byte[] binary(int number) {
        return arguments[number].binary(index);
    }

    public byte[] data(int number) {
        return arguments[number].data();
    }

    public int start(int number) {
        return arguments[number].start(index);
    }

    public int length(int number) {
        return arguments[number].length(index);
    }

    public Object object(int number) {
        return arguments[number].object(index);
    }

    /** All values, for messages. */
    public List<Object> objects() {
        return java.util.stream.IntStream.range(0, size())
                .mapToObj(this::object)
                .toList();
    }
}
