package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.Expression;
import io.weir.expression.Literal;
import io.weir.expression.PerRow;
import io.weir.expression.Row;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.Truth;
import io.weir.type.DataType;
import io.weir.type.DataType.ListOf;
import io.weir.type.DataType.Scalar;
import io.weir.vector.Values;
import io.weir.vector.VectorBuilder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions, in the syntax of {@link Pattern}. A constant one is compiled once. */
final class PatternFunctions {
    private static final List<DataType> TWO = List.of(Scalar.VARCHAR, Scalar.VARCHAR);
    private static final List<DataType> THREE = List.of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.VARCHAR);
    private static final List<DataType> COUNTED = List.of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.BIGINT);
    private static final DataType LIST = new ListOf(Scalar.VARCHAR);

    /** What is done with the matches of one row. */
    private interface Matching extends Serializable {
        void apply(Matcher matcher, Row row, VectorBuilder out);
    }

    private PatternFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        matching(
                family,
                "regexp_like regexp rlike",
                TWO,
                Scalar.BOOLEAN,
                (matcher, row, out) -> out.append(matcher.find()));
        matching(
                family,
                "regexp_replace",
                TWO,
                Scalar.VARCHAR,
                (matcher, row, out) -> RowFunction.append(out, matcher.replaceAll("")));
        matching(
                family,
                "regexp_replace",
                THREE,
                Scalar.VARCHAR,
                (matcher, row, out) -> RowFunction.append(out, replaced(matcher, row.text(2))));
        matching(
                family,
                "regexp_extract regexp_substr",
                TWO,
                Scalar.VARCHAR,
                (matcher, row, out) -> RowFunction.append(out, matcher.find() ? matcher.group() : null));
        matching(
                family,
                "regexp_extract",
                COUNTED,
                Scalar.VARCHAR,
                (matcher, row, out) ->
                        RowFunction.append(out, matcher.find() ? matcher.group(group(matcher, row)) : null));
        matching(
                family, "regexp_extract_all", TWO, LIST, (matcher, row, out) -> Values.append(out, groups(matcher, 0)));
        matching(
                family,
                "regexp_extract_all",
                COUNTED,
                LIST,
                (matcher, row, out) -> Values.append(out, groups(matcher, group(matcher, row))));
        matching(
                family,
                "regexp_count",
                TWO,
                Scalar.BIGINT,
                (matcher, row, out) -> out.append(matcher.results().count()));
        matching(
                family,
                "regexp_instr regexp_position",
                TWO,
                Scalar.BIGINT,
                (matcher, row, out) ->
                        out.append(matcher.find() ? row.text(0).codePointCount(0, matcher.start()) + 1 : 0));
        matching(
                family,
                "regexp_split",
                TWO,
                LIST,
                (matcher, row, out) ->
                        Values.append(out, List.of(matcher.pattern().split(row.text(0), -1))));
        for (var parameters : List.of(TWO, THREE)) {
            family.named("similar to", parameters, Scalar.BOOLEAN, (arguments, signature) -> similar(arguments));
            family.named(
                    "not similar to",
                    parameters,
                    Scalar.BOOLEAN,
                    (arguments, signature) -> Truth.not(similar(arguments)));
        }
        return family.functions();
    }

    private static void matching(
            Family family, String names, List<DataType> parameters, DataType result, Matching matching) {
        var name = names.split(" ")[0];
        family.bound(names, parameters, result, (arguments, signature) -> {
            var constant = constantPattern(arguments.get(1));
            return PerRow.of(name, result, arguments, (row, out) -> {
                var pattern = constant == null ? compiled(row.text(1)) : constant;
                try {
                    matching.apply(pattern.matcher(row.text(0)), row, out);
                } catch (StackOverflowError e) {
                    throw new EngineException(
                            ErrorCode.INVALID_ARGUMENT, "regular expression is too deep for this text: " + pattern, e);
                }
            });
        });
    }

    private static @Nullable Pattern constantPattern(Expression pattern) {
        return pattern instanceof Literal literal && literal.value() != null
                ? compiled(literal.value().toString())
                : null;
    }

    private static Pattern compiled(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "not a regular expression: " + e.getMessage(), e);
        }
    }

    private static String replaced(Matcher matcher, String replacement) {
        try {
            return matcher.replaceAll(replacement);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the replacement names a group that the regular expression does not have: " + replacement,
                    e);
        }
    }

    private static int group(Matcher matcher, Row row) {
        var group = row.integer(2);
        if (group < 0 || group > matcher.groupCount()) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the regular expression has " + matcher.groupCount() + " groups, wanted is " + group);
        }
        return (int) group;
    }

    private static List<@Nullable String> groups(Matcher matcher, int group) {
        var groups = new ArrayList<@Nullable String>();
        while (matcher.find()) {
            groups.add(matcher.group(group));
        }
        return groups;
    }

    private static Expression similar(List<Expression> arguments) {
        return PerRow.of(
                "similar",
                Scalar.BOOLEAN,
                arguments,
                RowFunction.booleans(row -> SimilarPattern.compile(row.text(1), row.size() > 2 ? row.text(2) : "")
                        .matcher(row.text(0))
                        .matches()));
    }
}
