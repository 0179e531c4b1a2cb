package io.weir.expression;

import io.weir.flow.Batch;
import io.weir.testing.RowBenchmark;
import io.weir.type.DataType;
import io.weir.type.DataType.Decimal;
import io.weir.vector.BooleanVector;
import io.weir.vector.Decimal128Vector;
import io.weir.vector.DoubleVector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** Expressions over flat columns that lie in the cache. */
@OperationsPerInvocation(KernelBenchmark.ROWS)
public class KernelBenchmark extends RowBenchmark {
    static final int ROWS = 32 * Batch.DEFAULT_ROWS;
    private static final Decimal MONEY = new Decimal(15, 2);
    private static final Decimal REBATE = new Decimal(16, 2);
    private static final Decimal PRODUCT = new Decimal(31, 4);

    private final Expression sum = arithmetic(Arithmetic.Operator.ADD, DataType.Scalar.BIGINT, 0, 1);
    private final Expression comparison = Comparison.of(Comparison.Operator.LESS, bigint(0), bigint(1));
    private final Expression doubles = arithmetic(Arithmetic.Operator.MULTIPLY, DataType.Scalar.DOUBLE, 4, 5);
    private final Expression decimals = Arithmetic.of(
            Arithmetic.Operator.MULTIPLY,
            PRODUCT,
            new Column(2, MONEY),
            Arithmetic.of(
                    Arithmetic.Operator.SUBTRACT,
                    REBATE,
                    new Literal(MONEY, new BigDecimal("1.00")),
                    new Column(3, MONEY)));
    private List<Batch> batches;

    private static Expression bigint(int column) {
        return new Column(column, DataType.Scalar.BIGINT);
    }

    private static Expression arithmetic(Arithmetic.Operator operator, DataType type, int left, int right) {
        return Arithmetic.of(operator, type, new Column(left, type), new Column(right, type));
    }

    @Setup
    public void fill() {
        var random = new SplittableRandom(1);
        batches = IntStream.range(0, ROWS / Batch.DEFAULT_ROWS)
                .mapToObj(i -> Batch.of(
                        longs(random, DataType.Scalar.BIGINT, 1 << 30),
                        longs(random, DataType.Scalar.BIGINT, 1 << 30),
                        longs(random, MONEY, 10_000_000),
                        longs(random, MONEY, 11),
                        doubles(random),
                        doubles(random)))
                .toList();
    }

    private static Vector longs(SplittableRandom random, DataType type, int bound) {
        return new LongVector(type, random.longs(Batch.DEFAULT_ROWS, 0, bound).toArray(), null, Batch.DEFAULT_ROWS);
    }

    private static Vector doubles(SplittableRandom random) {
        return new DoubleVector(
                DataType.Scalar.DOUBLE, random.doubles(Batch.DEFAULT_ROWS).toArray(), null, Batch.DEFAULT_ROWS);
    }

    private void evaluate(Expression expression, Blackhole answers) {
        for (var batch : batches) {
            answers.consume(expression.evaluate(batch, batch.selection()));
        }
    }

    private static long[] longs(Batch batch, int column) {
        return ((LongVector) batch.column(column)).values();
    }

    @Benchmark
    public void bigintSum(Blackhole answers) {
        evaluate(sum, answers);
    }

    @Benchmark
    public void bigintSumLimit(Blackhole answers) {
        for (var batch : batches) {
            var left = longs(batch, 0);
            var right = longs(batch, 1);
            var answer = new long[left.length];
            for (var i = 0; i < answer.length; i++) {
                answer[i] = Math.addExact(left[i], right[i]);
            }
            answers.consume(new LongVector(DataType.Scalar.BIGINT, answer, null, answer.length));
        }
    }

    @Benchmark
    public void comparison(Blackhole answers) {
        evaluate(comparison, answers);
    }

    @Benchmark
    public void comparisonLimit(Blackhole answers) {
        for (var batch : batches) {
            var left = longs(batch, 0);
            var right = longs(batch, 1);
            var answer = new boolean[left.length];
            for (var i = 0; i < answer.length; i++) {
                answer[i] = left[i] < right[i];
            }
            answers.consume(new BooleanVector(DataType.Scalar.BOOLEAN, answer, null, answer.length));
        }
    }

    @Benchmark
    public void doubleProduct(Blackhole answers) {
        evaluate(doubles, answers);
    }

    @Benchmark
    public void doubleProductLimit(Blackhole answers) {
        for (var batch : batches) {
            var left = ((DoubleVector) batch.column(4)).values();
            var right = ((DoubleVector) batch.column(5)).values();
            var answer = new double[left.length];
            for (var i = 0; i < answer.length; i++) {
                answer[i] = left[i] * right[i];
            }
            answers.consume(new DoubleVector(DataType.Scalar.DOUBLE, answer, null, answer.length));
        }
    }

    /** price * (1 - discount) */
    @Benchmark
    public void decimalProduct(Blackhole answers) {
        evaluate(decimals, answers);
    }

    /** One test a batch whether a product may have overflowed. */
    @Benchmark
    public void decimalProductLimit(Blackhole answers) {
        for (var batch : batches) {
            var price = longs(batch, 2);
            var discount = longs(batch, 3);
            var answer = new long[price.length];
            var bits = 0L;
            for (var i = 0; i < answer.length; i++) {
                var rebate = 100 - discount[i];
                bits |= price[i] | rebate;
                answer[i] = price[i] * rebate;
            }
            if (bits >>> 31 != 0) {
                throw new ArithmeticException("overflow");
            }
            answers.consume(new Decimal128Vector(PRODUCT, null, answer, null, answer.length));
        }
    }
}
