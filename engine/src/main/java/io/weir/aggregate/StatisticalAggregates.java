package io.weir.aggregate;

import static io.weir.type.DataType.Scalar.BIGINT;
import static io.weir.type.DataType.Scalar.DOUBLE;
import static io.weir.type.DataType.Scalar.VARBINARY;

import io.weir.Nullable;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.AggregateFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Aggregates of doubles: moments, regression, percentiles. */
final class StatisticalAggregates {
    private StatisticalAggregates() {}

    static List<AggregateDefinition> all() {
        var all = new ArrayList<AggregateDefinition>();
        all.add(moment("stddev", Moments.Answer.DEVIATION_SAMPLE));
        all.add(moment("std", Moments.Answer.DEVIATION_SAMPLE));
        all.add(moment("stddev_samp", Moments.Answer.DEVIATION_SAMPLE));
        all.add(moment("stddev_pop", Moments.Answer.DEVIATION_POPULATION));
        all.add(moment("variance", Moments.Answer.VARIANCE_SAMPLE));
        all.add(moment("var_samp", Moments.Answer.VARIANCE_SAMPLE));
        all.add(moment("var_pop", Moments.Answer.VARIANCE_POPULATION));
        all.add(moment("skewness", Moments.Answer.SKEWNESS));
        all.add(moment("kurtosis", Moments.Answer.KURTOSIS));
        all.add(comoment("covar_pop", Comoments.Answer.COVARIANCE_POPULATION));
        all.add(comoment("covar_samp", Comoments.Answer.COVARIANCE_SAMPLE));
        all.add(comoment("corr", Comoments.Answer.CORRELATION));
        all.add(comoment("regr_slope", Comoments.Answer.SLOPE));
        all.add(comoment("regr_intercept", Comoments.Answer.INTERCEPT));
        all.add(comoment("regr_r2", Comoments.Answer.DETERMINATION));
        all.add(comoment("regr_count", Comoments.Answer.COUNT));
        all.add(comoment("regr_avgx", Comoments.Answer.AVERAGE_X));
        all.add(comoment("regr_avgy", Comoments.Answer.AVERAGE_Y));
        all.add(comoment("regr_sxx", Comoments.Answer.SQUARES_X));
        all.add(comoment("regr_syy", Comoments.Answer.SQUARES_Y));
        all.add(comoment("regr_sxy", Comoments.Answer.PRODUCTS));
        all.add(geometricMean());
        all.add(approxPercentile("approx_percentile"));
        all.add(approxPercentile("percentile_approx"));
        all.add(interpolated("percentile", 2));
        all.add(interpolated("percentile_cont", 2));
        all.add(interpolatedDescending());
        all.add(interpolated("median", 1));
        all.add(discrete("percentile_disc", Percentile.Between.DISCRETE));
        all.add(discrete("percentile_disc_desc", Percentile.Between.DISCRETE_DESCENDING));
        return all;
    }

    /** All arguments numbers, to be converted to doubles. */
    private static @Nullable Signature doubles(List<DataType> arguments, int count, DataType result) {
        return arguments.size() == count && arguments.stream().allMatch(Aggregates::numeric)
                ? new Signature(Collections.nCopies(count, DOUBLE), result)
                : null;
    }

    private static BuiltinAggregate moment(String name, Moments.Answer answer) {
        return new BuiltinAggregate(
                name,
                arguments -> doubles(arguments, 1, DOUBLE),
                signature -> new BoundAggregate(DOUBLE, Moments.PARTIALS, () -> new Moments(answer)));
    }

    private static BuiltinAggregate comoment(String name, Comoments.Answer answer) {
        var type = answer == Comoments.Answer.COUNT ? BIGINT : DOUBLE;
        return new BuiltinAggregate(
                name,
                arguments -> doubles(arguments, 2, type),
                signature -> new BoundAggregate(type, Comoments.PARTIALS, () -> new Comoments(answer)));
    }

    private static BuiltinAggregate geometricMean() {
        return new BuiltinAggregate(
                "geometric_mean",
                arguments -> doubles(arguments, 1, DOUBLE),
                signature -> BoundAggregate.of(
                        DOUBLE, DOUBLE, BIGINT, () -> new DoubleSum(DOUBLE, DoubleSum.Answer.GEOMETRIC_MEAN)));
    }

    private static BuiltinAggregate approxPercentile(String name) {
        return new BuiltinAggregate(
                name,
                arguments -> {
                    if (arguments.size() != 2 || !arguments.stream().allMatch(Aggregates::numeric)) {
                        return null;
                    }
                    var given = arguments.get(0);
                    var type = Aggregates.floating(given) ? given : Aggregates.integer(given) ? BIGINT : DOUBLE;
                    return new Signature(List.of(type, DOUBLE), type);
                },
                signature -> {
                    var type = signature.result();
                    return BoundAggregate.of(type, VARBINARY, DOUBLE, () -> new ApproxPercentile(type));
                });
    }

    private static BuiltinAggregate interpolated(String name, int arguments) {
        return new BuiltinAggregate(
                name,
                given -> doubles(given, arguments, DOUBLE),
                signature -> percentile(DOUBLE, Percentile.Between.INTERPOLATED));
    }

    private static BuiltinAggregate interpolatedDescending() {
        return new BuiltinAggregate(
                "percentile_cont_desc",
                given -> doubles(given, 2, DOUBLE),
                signature -> percentile(DOUBLE, Percentile.Between.INTERPOLATED_DESCENDING));
    }

    private static BuiltinAggregate discrete(String name, Percentile.Between between) {
        return new BuiltinAggregate(
                name,
                arguments -> arguments.size() == 2
                                && Aggregates.orderable(arguments.get(0))
                                && Aggregates.numeric(arguments.get(1))
                        ? new Signature(List.of(arguments.get(0), DOUBLE), arguments.get(0))
                        : null,
                signature -> percentile(signature.result(), between));
    }

    private static AggregateFunction percentile(DataType type, Percentile.Between between) {
        return BoundAggregate.of(type, new DataType.ListOf(type), DOUBLE, () -> new Percentile(type, between));
    }
}
