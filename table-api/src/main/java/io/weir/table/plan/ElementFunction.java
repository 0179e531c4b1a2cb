package io.weir.table.plan;

import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.expression.OverElements.Answer;
import io.weir.table.node.ElementCall;
import io.weir.table.node.TypeMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLambda;
import org.apache.calcite.rex.RexLambdaRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlLambdaScope;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql2rel.SqlRexContext;

/** Functions that are given an expression over the elements of an array or the entries of a map: {@code transform(a, x -> x + 1)}. */
final class ElementFunction extends SqlSpecialOperator {
    private static final Map<String, ElementFunction> ALL = Map.ofEntries(
            one("transform", Answer.ELEMENTS),
            one("filter", Answer.CHOSEN_ELEMENTS),
            one("any_match", Answer.ANY),
            one("all_match", Answer.ALL),
            one("forall", Answer.ALL),
            one("none_match", Answer.NONE),
            one("transform_values", Answer.MAP_VALUES),
            one("map_filter", Answer.CHOSEN_ENTRIES),
            Map.entry("zip_with", new ElementFunction("zip_with", Answer.ELEMENTS, 2)),
            Map.entry("reduce", new ElementFunction("reduce", null, 1)),
            Map.entry("aggregate", new ElementFunction("aggregate", null, 1)));

    private final @Nullable Answer answer;
    private final int collections;

    private ElementFunction(String name, @Nullable Answer answer, int collections) {
        super(
                name.toUpperCase(Locale.ROOT),
                SqlKind.OTHER_FUNCTION,
                0,
                false,
                ReturnTypes.ARG0,
                InferTypes.RETURN_TYPE,
                OperandTypes.VARIADIC);
        this.answer = answer;
        this.collections = collections;
    }

    private static Map.Entry<String, ElementFunction> one(String name, Answer answer) {
        return Map.entry(name, new ElementFunction(name, answer, 1));
    }

    /** The call of the function of that name, if it is given an expression where it takes one; null if it is none. */
    static @Nullable SqlNode of(SqlCall call) {
        var function = ALL.get(call.getOperator().getName().toLowerCase(Locale.ROOT));
        var place = function == null ? 0 : function.place();
        if (function == null || call.getOperandList().stream().noneMatch(SqlLambda.class::isInstance)) {
            return null;
        } else if (call.operandCount() <= place || !(call.operand(place) instanceof SqlLambda)) {
            throw wrong(call, "takes " + place + " arguments and an expression of their elements, as in x -> x + 1");
        }
        return function.closed(call);
    }

    private SqlNode closed(SqlCall call) {
        var lambdas = new ArrayList<SqlLambda>();
        var closure = new LambdaClosure();
        for (var operand : call.getOperandList().subList(place(), call.operandCount())) {
            if (lambdas.size() > (answer == null ? 1 : 0) || !(operand instanceof SqlLambda lambda)) {
                throw wrong(call, "is given too much: " + operand);
            }
            closure.read(lambda);
            lambdas.add(lambda);
        }
        var operands = new ArrayList<>(call.getOperandList().subList(0, place()));
        operands.addAll(closure.outer());
        operands.add(closure.closed(lambdas.get(0), elements()));
        if (lambdas.size() > 1) {
            operands.add(closure.closed(lambdas.get(1), 1));
        }
        return createCall(call.getParserPosition(), operands);
    }

    /** How many parameters of a lambda are of an element. */
    private int elements() {
        return answer == Answer.MAP_VALUES || answer == Answer.CHOSEN_ENTRIES || collections == 2 ? 3 : 2;
    }

    /** The place of the lambda; what comes before it are collections and a first state. */
    private int place() {
        return answer == null ? collections + 1 : collections;
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        var operands = call.getOperandList();
        var finishes = operands.get(operands.size() - 2) instanceof SqlLambda;
        var main = operands.size() - (finishes ? 2 : 1);
        var types = new ArrayList<RelDataType>();
        for (var operand : operands.subList(0, main)) {
            types.add(validator.deriveType(scope, operand));
        }
        var outer = types.subList(place(), types.size());
        var factory = validator.getTypeFactory();
        var parameters = new ArrayList<>(parameters(call, types, factory));
        parameters.addAll(outer);
        var type = type(call, types, typed(validator, (SqlLambda) operands.get(main), parameters, call), factory);
        if (!finishes) {
            return type;
        }
        var state = new ArrayList<>(List.of(type));
        state.addAll(outer);
        return typed(validator, (SqlLambda) operands.get(main + 1), state, call);
    }

    private static RuntimeException wrong(SqlCall call, String message) {
        return Mistakes.at(
                call.getParserPosition(),
                ErrorCode.TYPE_MISMATCH,
                call.getOperator().getName().toLowerCase(Locale.ROOT) + " " + message);
    }

    /** What the names before the arrow are: state, elements, keys and values, last the place of an element. */
    private List<RelDataType> parameters(SqlCall call, List<RelDataType> types, RelDataTypeFactory factory) {
        var parameters = new ArrayList<RelDataType>();
        if (answer == null) {
            parameters.add(types.get(1));
        }
        var wantsMap = answer == Answer.MAP_VALUES || answer == Answer.CHOSEN_ENTRIES;
        for (var collection : types.subList(0, collections)) {
            var key = collection.getKeyType();
            var element = collection.getComponentType();
            if (wantsMap && key != null) {
                parameters.add(key);
                parameters.add(Objects.requireNonNull(collection.getValueType()));
            } else if (!wantsMap && element != null) {
                parameters.add(element);
            } else {
                throw wrong(call, "does not take " + TypeMapping.of(collection).sql());
            }
        }
        if (answer != null) {
            parameters.add(factory.createSqlType(SqlTypeName.INTEGER));
        }
        return parameters.stream()
                .map(type -> factory.createTypeWithNullability(type, true))
                .toList();
    }

    private static RelDataType typed(
            SqlValidator validator, SqlLambda lambda, List<RelDataType> parameters, SqlCall call) {
        var names = lambda.getParameters();
        if (names.size() > parameters.size()) {
            throw wrong(call, "has at most " + parameters.size() + " names for an element");
        }
        lambda.getExpression().accept(new Untyped(validator));
        var scope = (SqlLambdaScope) validator.getLambdaScope(lambda);
        for (var i = 0; i < names.size(); i++) {
            scope.getParameterTypes().put(names.get(i).toString(), parameters.get(i));
        }
        validator.validateLambda(lambda);
        return validator.deriveType(scope, lambda.getExpression());
    }

    private RelDataType type(SqlCall call, List<RelDataType> types, RelDataType body, RelDataTypeFactory factory) {
        if (answer == null) {
            if (!TypeMapping.of(types.get(1)).equals(TypeMapping.of(body))) {
                throw wrong(
                        call,
                        "begins with " + TypeMapping.of(types.get(1)).sql() + " and goes on with "
                                + TypeMapping.of(body).sql() + ": cast one to the other");
            }
            return factory.createTypeWithNullability(body, true);
        }
        var chooses = answer != Answer.ELEMENTS && answer != Answer.MAP_VALUES;
        if (chooses && body.getSqlTypeName() != SqlTypeName.BOOLEAN && body.getSqlTypeName() != SqlTypeName.NULL) {
            throw wrong(call, "needs a condition, not " + TypeMapping.of(body).sql());
        }
        var value = factory.createTypeWithNullability(body, true);
        var type = switch (answer) {
            case ELEMENTS -> factory.createArrayType(value, -1);
            case CHOSEN_ELEMENTS, CHOSEN_ENTRIES -> types.get(0);
            case MAP_VALUES ->
                factory.createMapType(Objects.requireNonNull(types.get(0).getKeyType()), value);
            case ANY, ALL, NONE -> factory.createSqlType(SqlTypeName.BOOLEAN);
        };
        return factory.createTypeWithNullability(type, true);
    }

    @Override
    public void validateCall(
            SqlCall call, SqlValidator validator, SqlValidatorScope scope, SqlValidatorScope operands) {
        for (var operand : call.getOperandList()) {
            if (!(operand instanceof SqlLambda)) {
                operand.validateExpr(validator, operands);
            }
        }
        validator.deriveType(scope, call);
    }

    /** The call over operands that rules can see, its body apart. */
    RexNode convert(SqlRexContext context, SqlCall call) {
        var operands = new ArrayList<RexNode>();
        var lambdas = new ArrayList<RexLambda>();
        for (var operand : call.getOperandList()) {
            var converted = context.convertExpression(operand);
            if (converted instanceof RexLambda lambda) {
                lambdas.add(lambda);
            } else {
                operands.add(converted);
            }
        }
        var body = replaced(lambdas.get(0), reference -> new RexInputRef(reference.getIndex(), reference.getType()));
        var type = answer == null ? body.getType() : context.getValidator().getValidatedNodeType(call);
        var nullable = context.getRexBuilder().getTypeFactory().createTypeWithNullability(type, true);
        var function = new ElementCall(getName().toLowerCase(Locale.ROOT), answer, collections, body, nullable);
        var state = context.getRexBuilder().makeCall(nullable, function, operands);
        return lambdas.size() == 1
                ? state
                : replaced(
                        lambdas.get(1),
                        reference ->
                                reference.getIndex() == 0 ? state : operands.get(place() + reference.getIndex() - 1));
    }

    private static RexNode replaced(RexLambda lambda, Function<RexLambdaRef, RexNode> parameter) {
        return lambda.getExpression().accept(new RexShuttle() {
            @Override
            public RexNode visitLambdaRef(RexLambdaRef reference) {
                return parameter.apply(reference);
            }
        });
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
        SqlSyntax.FUNCTION.unparse(writer, this, call, leftPrecedence, rightPrecedence);
    }

    /** Makes the validator forget types that were derived before those of the parameters were known. */
    private static final class Untyped extends SqlBasicVisitor<Void> {
        private final SqlValidator validator;

        Untyped(SqlValidator validator) {
            this.validator = validator;
        }

        @Override
        public Void visit(SqlCall call) {
            validator.removeValidatedNodeType(call);
            return super.visit(call);
        }

        @Override
        public Void visit(SqlIdentifier name) {
            validator.removeValidatedNodeType(name);
            return null;
        }
    }
}
