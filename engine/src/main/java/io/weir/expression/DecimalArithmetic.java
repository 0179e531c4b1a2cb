package io.weir.expression;

import io.weir.Nullable;
import io.weir.expression.Arithmetic.Operator;
import io.weir.type.DataType.Decimal;
import io.weir.type.Storage;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DictionaryVector;
import io.weir.vector.LongVector;
import io.weir.vector.Masks;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * Decimals of any precision and scale. Where the types say that no result can overflow the loops are plain arithmetic; so they are
 * for products of values that fit into longs, as nearly all do. The rest is worked out row by row, with overflow detected.
 */
final class DecimalArithmetic extends Pointwise {
    private final Operator operator;
    private final Decimal left;
    private final Decimal right;
    private final Decimal result;

    DecimalArithmetic(Operator operator, Decimal result, Expression left, Expression right) {
        super(result, List.of(left, right));
        this.operator = operator;
        this.left = (Decimal) left.type();
        this.right = (Decimal) right.type();
        this.result = result;
    }

    @Override
    protected Vector apply(Vector[] vectors, Selection rows) {
        var size = vectors[0].size();
        var nulls = Masks.or(vectors[0].nulls(), vectors[1].nulls(), size);
        switch (operator) {
            case ADD, SUBTRACT -> {
                if (sumIsSafe()) {
                    return sums(vectors, nulls, size);
                }
            }
            case MULTIPLY -> {
                if (productIsPlain()) {
                    var product = products(vectors, nulls, size);
                    if (product != null) {
                        return product;
                    }
                }
            }
            case DIVIDE, REMAINDER -> {}
        }
        return exact(vectors, nulls, rows, size);
    }

    /** A column times entries of a dictionary, as prices and discounts are. */
    @Override
    protected @Nullable Vector applyAsTheyAre(Vector[] vectors) {
        if (operator != Operator.MULTIPLY || !productIsPlain()) {
            return null;
        }
        return vectors[0] instanceof DictionaryVector dictionary
                ? DecimalKernels.productsOfEntries(result, vectors[1], dictionary)
                : vectors[1] instanceof DictionaryVector dictionary
                        ? DecimalKernels.productsOfEntries(result, vectors[0], dictionary)
                        : null;
    }

    /** Whether no sum can leave the result's type, and nothing needs rounding. */
    private boolean sumIsSafe() {
        var scale = Math.max(left.scale(), right.scale());
        var whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale()) + 1;
        var fits = result.scale() == scale && result.precision() - scale >= whole;
        return result.storage() == Storage.LONG
                ? fits && whole + scale <= Decimal.MAX_LONG_PRECISION
                : fits && left.scale() == right.scale();
    }

    private Vector sums(Vector[] vectors, boolean @Nullable [] nulls, int size) {
        if (result.storage() == Storage.LONG) {
            var factor = Int128.powerOfTen(result.scale() - left.scale());
            var otherFactor = Int128.powerOfTen(result.scale() - right.scale()) * (operator == Operator.ADD ? 1 : -1);
            var sums = DecimalKernels.sums(vectors[0], factor, vectors[1], otherFactor, size);
            return new LongVector(result, sums, nulls, size);
        }
        return operator == Operator.ADD
                ? DecimalKernels.wideSums(result, vectors[0], vectors[1], nulls)
                : DecimalKernels.wideDifferences(result, vectors[0], vectors[1], nulls);
    }

    /** Whether a product of two longs needs no rounding and cannot leave the result's type. */
    private boolean productIsPlain() {
        return result.scale() == left.scale() + right.scale()
                && (result.precision() >= left.precision() + right.precision()
                        || result.precision() == Decimal.MAX_PRECISION);
    }

    /** Null if an operand is no long. */
    private @Nullable Vector products(Vector[] vectors, boolean @Nullable [] nulls, int size) {
        if (result.storage() == Storage.LONG) {
            return new LongVector(result, DecimalKernels.products(vectors[0], vectors[1], size), nulls, size);
        }
        return DecimalKernels.allLongs(vectors[0]) && DecimalKernels.allLongs(vectors[1])
                ? DecimalKernels.wideProducts(result, vectors[0], vectors[1], nulls)
                : null;
    }

    private Vector exact(Vector[] vectors, boolean @Nullable [] nulls, Selection rows, int size) {
        var a = new Argument(vectors[0]);
        var b = new Argument(vectors[1]);
        var low = new long[size];
        var high = new long[result.storage() == Storage.LONG ? 0 : size];
        var register = new Int128();
        for (var i = 0; i < rows.count(); i++) {
            var row = rows.row(i);
            if (nulls != null && nulls[row]) {
                continue;
            }
            if (!compute(register, a.high(row), a.integer(row), b.high(row), b.integer(row))
                    || !register.hasDigits(result.precision())) {
                throw failure(a, b, row);
            }
            low[row] = register.low();
            if (high.length > 0) {
                high[row] = register.high();
            }
        }
        return high.length > 0 || result.storage() != Storage.LONG
                ? new Decimal128Vector(result, high, low, nulls, size)
                : new LongVector(result, low, nulls, size);
    }

    private boolean compute(Int128 register, long aHigh, long aLow, long bHigh, long bLow) {
        return switch (operator) {
            case ADD, SUBTRACT -> sum(register, aHigh, aLow, bHigh, bLow);
            case MULTIPLY -> {
                register.set(aHigh, aLow);
                yield register.multiply(bHigh, bLow)
                        ? register.rescale(result.scale() - left.scale() - right.scale())
                        : big(register, aHigh, aLow, bHigh, bLow);
            }
            case DIVIDE -> {
                if ((bHigh | bLow) == 0) {
                    throw Arithmetic.divisionByZero(operator, decimal(aHigh, aLow, left));
                }
                register.set(aHigh, aLow);
                var power = result.scale() + right.scale() - left.scale();
                yield power >= 0 && register.rescale(power)
                        ? register.divideRounded(bHigh, bLow)
                        : big(register, aHigh, aLow, bHigh, bLow);
            }
            case REMAINDER -> {
                if ((bHigh | bLow) == 0) {
                    throw Arithmetic.divisionByZero(operator, decimal(aHigh, aLow, left));
                }
                yield big(register, aHigh, aLow, bHigh, bLow);
            }
        };
    }

    private boolean sum(Int128 register, long aHigh, long aLow, long bHigh, long bLow) {
        var scale = Math.max(left.scale(), right.scale());
        register.set(bHigh, bLow);
        if (!register.rescale(scale - right.scale()) || (operator == Operator.SUBTRACT && !register.negate())) {
            return big(register, aHigh, aLow, bHigh, bLow);
        }
        var high = register.high();
        var low = register.low();
        register.set(aHigh, aLow);
        return register.rescale(scale - left.scale()) && register.add(high, low)
                ? register.rescale(result.scale() - scale)
                : big(register, aHigh, aLow, bHigh, bLow);
    }

    /** For what does not fit into 128 bits on the way, although the result may. */
    private boolean big(Int128 register, long aHigh, long aLow, long bHigh, long bLow) {
        var a = Int128.toBigInteger(aHigh, aLow);
        var b = Int128.toBigInteger(bHigh, bLow);
        var scale = Math.max(left.scale(), right.scale());
        var scaledA = a.multiply(Int128.bigPowerOfTen(scale - left.scale()));
        var scaledB = b.multiply(Int128.bigPowerOfTen(scale - right.scale()));
        return register.set(
                switch (operator) {
                    case ADD -> rescaled(scaledA.add(scaledB), scale);
                    case SUBTRACT -> rescaled(scaledA.subtract(scaledB), scale);
                    case MULTIPLY -> rescaled(a.multiply(b), left.scale() + right.scale());
                    case DIVIDE ->
                        Int128.quotientRounded(scaledA.multiply(Int128.bigPowerOfTen(result.scale())), scaledB);
                    case REMAINDER -> rescaled(scaledA.remainder(scaledB), scale);
                });
    }

    private BigInteger rescaled(BigInteger value, int scale) {
        return result.scale() >= scale
                ? value.multiply(Int128.bigPowerOfTen(result.scale() - scale))
                : Int128.quotientRounded(value, Int128.bigPowerOfTen(scale - result.scale()));
    }

    private RuntimeException failure(Argument a, Argument b, int row) {
        return Arithmetic.overflow(
                result,
                operator,
                decimal(a.high(row), a.integer(row), left).toPlainString(),
                decimal(b.high(row), b.integer(row), right).toPlainString());
    }

    private static BigDecimal decimal(long high, long low, Decimal type) {
        return new BigDecimal(Int128.toBigInteger(high, low), type.scale());
    }

    @Override
    public String toString() {
        return Arithmetic.text(operator, children());
    }
}
