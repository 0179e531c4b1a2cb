package io.weir.table.plan;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.node.TypeMapping;
import io.weir.table.statement.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What is wrong with a query, in words for whoever wrote it. */
final class Mistakes {
    private static final Pattern COLUMN = Pattern.compile("Column '(.*?)' not found in (any table|table '(.*?)')");
    private static final Pattern TABLE = Pattern.compile("(?:Object|Table) '(.*?)' not found(?: within '(.*?)')?");
    private static final Pattern FUNCTION =
            Pattern.compile("No match found for function signature ([^(]*)(?:\\((.*)\\))?");
    private static final Pattern APPLY =
            Pattern.compile("Cannot apply '(.*?)' to arguments of type '(.*)'\\. Supported form.*", Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile("Unknown identifier '(.*)'");
    private static final Pattern ARITY =
            Pattern.compile("Invalid number of arguments to function '(.*)'. Was expecting (\\d+) arguments");
    private static final Pattern CAST =
            Pattern.compile("Cast function cannot convert value of type (.*) to type (.*)", Pattern.DOTALL);
    private static final Pattern ALIASES = Pattern.compile(
            "List of column aliases must have same degree as table; table has (\\d+) columns .* has (\\d+) columns");
    private static final Pattern UNGROUPED = Pattern.compile("Identifier '.*' is not a group expr");
    private static final Pattern TYPES = Pattern.compile(
            "(?i)cannot (compare|cast|convert|assign)|incompatible|type mismatch|compatible types|illegal mixing|must be of the same type");

    /** What a wrong name may have been meant to be. */
    interface Names {
        /** Those of all tables and views that the query reads, and those that it names itself. */
        List<String> columns();

        List<String> tables();

        List<String> functions();
    }

    private Mistakes() {}

    static EngineException at(SqlParserPos position, ErrorCode code, String message) {
        return new EngineException(code, place(position) + message);
    }

    private static String place(SqlParserPos position) {
        return "line " + position.getLineNum() + ", column " + position.getColumnNum() + ": ";
    }

    /** What went wrong inside the planner: the mistake that it wraps, or that it had not enough stack. */
    static EngineException whilePlanning(Throwable failure) {
        for (var at = failure; at != null; at = at.getCause()) {
            if (at instanceof EngineException known) {
                return known;
            } else if (at instanceof StackOverflowError) {
                return tooDeep(failure);
            } else if (at instanceof AssertionError
                    && UNGROUPED.matcher(String.valueOf(at.getMessage())).matches()) {
                return new EngineException(
                        ErrorCode.INVALID_STATEMENT, "a subquery reads a column that is not being grouped", failure);
            } else if (String.valueOf(at.getMessage()).endsWith("due to overflow")) {
                return new EngineException(ErrorCode.NUMERIC_OVERFLOW, plain(at.getMessage()), failure);
            } else if (at instanceof CalciteException mistake) {
                var message = plain(String.valueOf(mistake.getMessage()));
                return new EngineException(ErrorCode.INVALID_STATEMENT, message, failure);
            }
        }
        return new EngineException(ErrorCode.INTERNAL, "the query cannot be planned: " + failure, failure);
    }

    static EngineException tooDeep(Throwable cause) {
        return new EngineException(ErrorCode.INVALID_STATEMENT, "the query is nested too deeply", cause);
    }

    static EngineException of(CalciteContextException mistake, Names names) {
        var position = new SqlParserPos(Math.max(1, mistake.getPosLine()), Math.max(1, mistake.getPosColumn()));
        var cause = mistake.getCause();
        if (cause instanceof EngineException known) {
            return new EngineException(known.code(), place(position) + known.getMessage(), known);
        }
        var text = String.valueOf(cause == null ? mistake.getMessage() : cause.getMessage());
        var column = COLUMN.matcher(text);
        var table = TABLE.matcher(text);
        var function = FUNCTION.matcher(text);
        var applied = APPLY.matcher(text);
        var unknown = UNKNOWN.matcher(text);
        var cast = CAST.matcher(text);
        var arity = ARITY.matcher(text);
        var aliases = ALIASES.matcher(text);
        if (column.find()) {
            return at(position, ErrorCode.NOT_FOUND, noColumn(column, names));
        } else if (table.find()) {
            return at(position, ErrorCode.NOT_FOUND, noTable(table, names));
        } else if (text.equals("Unknown identifier '*'")) {
            return at(position, ErrorCode.INVALID_STATEMENT, "* stands for all columns and in count(*) only");
        } else if (arity.find()) {
            var expected = arity.group(2).equals("1") ? "1 argument" : arity.group(2) + " arguments";
            var message = arity.group(1).toLowerCase(Locale.ROOT) + " takes " + expected;
            return at(position, ErrorCode.INVALID_STATEMENT, message);
        } else if (unknown.matches()) {
            return at(position, ErrorCode.NOT_FOUND, "unknown name \"" + unknown.group(1) + "\"");
        } else if (cast.matches()) {
            var message = "cannot cast " + type(cast.group(1)) + " to " + type(cast.group(2));
            return at(position, ErrorCode.TYPE_MISMATCH, message);
        } else if (aliases.matches()) {
            var message = "the list names " + aliases.group(2) + " columns, the table has " + aliases.group(1);
            return at(position, ErrorCode.INVALID_STATEMENT, message);
        } else if (text.startsWith("Cannot apply '$SCALAR_QUERY'")) {
            return at(position, ErrorCode.INVALID_STATEMENT, "a subquery that stands for a value answers one column");
        } else if (function.find()) {
            return at(position, ErrorCode.NOT_FOUND, noFunction(function, names));
        } else if (applied.matches()) {
            var operator = applied.group(1).toLowerCase(Locale.ROOT).replace(" asymmetric", "");
            var message = "cannot apply " + operator + " to these types: " + types(applied.group(2));
            return at(position, ErrorCode.TYPE_MISMATCH, message);
        }
        var code = TYPES.matcher(text).find() ? ErrorCode.TYPE_MISMATCH : ErrorCode.INVALID_STATEMENT;
        return at(position, code, plain(text));
    }

    private static String noColumn(Matcher column, Names names) {
        var candidates = names.columns();
        var table = column.group(3) == null ? "" : " in \"" + column.group(3) + "\"";
        var elsewhere = candidates.stream().anyMatch(column.group(1)::equalsIgnoreCase);
        return "no column \"" + column.group(1) + "\"" + table
                + (elsewhere ? " here" : Nearest.hint(column.group(1), candidates));
    }

    private static String noTable(Matcher table, Names names) {
        if (names.tables().stream().anyMatch(table.group(1)::equalsIgnoreCase)) {
            return "the table \"" + table.group(1) + "\" is not in this query, or has another name in it";
        }
        if (names.columns().stream().anyMatch(table.group(1)::equalsIgnoreCase)) {
            return "no table \"" + table.group(1) + "\", and the column \"" + table.group(1) + "\" has no such field";
        }
        var within = table.group(2) == null ? "" : " in \"" + table.group(2) + "\"";
        return "no table \"" + table.group(1) + "\"" + within + Nearest.hint(table.group(1), names.tables());
    }

    private static String noFunction(Matcher function, Names names) {
        var called = function.group(1).toLowerCase(Locale.ROOT);
        var name = FilteredAggregate.isName(called) ? FilteredAggregate.innerName(called) : called;
        return names.functions().contains(name)
                ? notTaken(name, types(function.group(2)))
                : "no function " + name + Nearest.hint(name, names.functions());
    }

    /** For a function that does not take these arguments. */
    static String notTaken(String function, String types) {
        return types.isEmpty()
                ? function + " needs arguments"
                : function + " does not take arguments of these types: " + types;
    }

    /** Types with commas between. */
    static String list(List<RelDataType> types) {
        return types.stream()
                .map(type -> switch (type.getSqlTypeName()) {
                    case NULL -> "null";
                    case SYMBOL -> "word";
                    default -> TypeMapping.of(type).sql();
                })
                .collect(Collectors.joining(", "));
    }

    private static String types(String text) {
        return type(text.replaceAll("(\\w)<", "$1 <").replaceAll("<([^<>]+)>", "$1"))
                .replace(" asymmetric", "");
    }

    private static String type(String text) {
        return text.replaceAll(" NOT NULL| CHARACTER SET \"UTF-8\"", "")
                .toLowerCase(Locale.ROOT)
                .replace("recordtype(", "row(")
                .replaceAll("\\binteger\\b", "int");
    }

    /** A sentence that begins in lower case and has no full stop. */
    static String plain(String text) {
        var sentence = text.strip();
        if (sentence.endsWith(".")) {
            sentence = sentence.substring(0, sentence.length() - 1);
        }
        var second = sentence.length() > 1 && Character.isUpperCase(sentence.charAt(1));
        return second ? sentence : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
