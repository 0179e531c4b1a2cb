package io.weir.table.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Makes lambdas see the columns around them, which the planner's library does not let them: what they read there becomes arguments of
 * the call and further parameters of theirs.
 */
final class LambdaClosure {
    private final List<SqlIdentifier> outer = new ArrayList<>();

    /** The columns that the lambdas closed so far read, in the order of the further parameters. */
    List<SqlIdentifier> outer() {
        return outer;
    }

    /** Finds what a lambda reads. */
    void read(SqlLambda lambda) {
        lambda.getExpression().accept(new Inside(lambda));
    }

    /** The lambda with as many parameters as there are of each element, then one for each column outside. */
    SqlLambda closed(SqlLambda lambda, int elements) {
        var position = lambda.getParserPosition();
        var parameters =
                new SqlNodeList(lambda.getParameters(), lambda.getParameters().getParserPosition());
        for (var i = parameters.size(); i < elements; i++) {
            parameters.add(new SqlIdentifier("unused " + i, position));
        }
        for (var i = 0; i < outer.size(); i++) {
            parameters.add(parameter(i, position));
        }
        return new SqlLambda(position, parameters, lambda.getExpression().accept(new Inside(lambda)));
    }

    private static SqlIdentifier parameter(int index, SqlParserPos position) {
        return new SqlIdentifier("outer " + index, position);
    }

    private final class Inside extends SqlShuttle {
        private final List<String> parameters;

        Inside(SqlLambda lambda) {
            parameters = lambda.getParameters().stream().map(SqlNode::toString).toList();
        }

        @Override
        public SqlNode visit(SqlIdentifier name) {
            var first = name.names.get(0);
            if (parameters.stream().anyMatch(first::equalsIgnoreCase)) {
                return fields(name);
            }
            var known = outer.stream().map(SqlIdentifier::toString).toList().indexOf(name.toString());
            if (known < 0) {
                known = outer.size();
                outer.add(name);
            }
            return parameter(known, name.getParserPosition());
        }

        /** A parameter's field, and its field. */
        private SqlNode fields(SqlIdentifier name) {
            SqlNode at = name.getComponent(0);
            for (var i = 1; i < name.names.size(); i++) {
                at = SqlStdOperatorTable.DOT.createCall(name.getParserPosition(), at, name.getComponent(i));
            }
            return at;
        }

        /** What is inside of others is closed already. */
        @Override
        public SqlNode visit(SqlCall call) {
            return call instanceof SqlLambda ? call : super.visit(call);
        }
    }
}
