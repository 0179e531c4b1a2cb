package io.weir.table.plan;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.table.node.TypeMapping;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What is wrong with a query, in words for whoever wrote it. */
final class Mistakes {
    private static final int MANY_TOKENS = 8;
    private static final Pattern ENCOUNTERED = Pattern.compile("Encountered:? \"([^\"]*)\"");
    private static final Pattern KEYWORD = Pattern.compile("Incorrect syntax near the keyword '([^']*)'");
    private static final Pattern COLUMN = Pattern.compile("Column '(.*?)' not found in (any table|table '(.*?)')");
    private static final Pattern TABLE = Pattern.compile("(?:Object|Table) '(.*?)' not found(?: within '(.*?)')?");
    private static final Pattern FUNCTION = Pattern.compile("No match found for function signature ([^(]*)\\((.*)\\)");
    private static final Pattern APPLY =
            Pattern.compile("Cannot apply '(.*?)' to arguments of type '(.*)'\\. Supported form.*", Pattern.DOTALL);
    private static final Pattern TYPES =
            Pattern.compile("(?i)cannot (compare|cast|convert|assign)|incompatible|type mismatch|compatible types");

    /** What a wrong name may have been meant to be. */
    interface Names {
        List<Schema> tablesInQuery();

        List<String> tables();

        List<String> functions();
    }

    private Mistakes() {}

    static EngineException at(SqlParserPos position, ErrorCode code, String message) {
        return new EngineException(
                code, "line " + position.getLineNum() + ", column " + position.getColumnNum() + ": " + message);
    }

    static EngineException ofSyntax(SqlParseException mistake) {
        var position = mistake.getPos() == null ? new SqlParserPos(1, 1) : mistake.getPos();
        var text = String.valueOf(mistake.getMessage());
        var found = ENCOUNTERED.matcher(text);
        var keyword = KEYWORD.matcher(text);
        if (found.find()) {
            var token = found.group(1);
            var where = token.isEmpty() || token.endsWith("<EOF>") ? "the query ends too early" : "unexpected " + token;
            return at(position, ErrorCode.SYNTAX, where + expected(mistake));
        } else if (keyword.find()) {
            return at(position, ErrorCode.SYNTAX, "unexpected keyword " + keyword.group(1));
        }
        if (text.startsWith("Non-query expression")) {
            return at(position, ErrorCode.SYNTAX, "expected a query, which begins with SELECT, VALUES or WITH");
        }
        return at(position, ErrorCode.SYNTAX, plain(text.lines().findFirst().orElse("cannot read the query")));
    }

    private static String expected(SqlParseException mistake) {
        var tokens = new ArrayList<String>();
        for (var image : mistake.getExpectedTokenNames()) {
            tokens.add(image.replace("\"", ""));
        }
        return tokens.isEmpty() || tokens.size() > MANY_TOKENS ? "" : ", expected " + String.join(" or ", tokens);
    }

    static EngineException of(CalciteContextException mistake, Names names) {
        var position = new SqlParserPos(Math.max(1, mistake.getPosLine()), Math.max(1, mistake.getPosColumn()));
        var cause = mistake.getCause();
        var text = String.valueOf(cause == null ? mistake.getMessage() : cause.getMessage());
        var column = COLUMN.matcher(text);
        var table = TABLE.matcher(text);
        var function = FUNCTION.matcher(text);
        var applied = APPLY.matcher(text);
        if (column.find()) {
            return at(position, ErrorCode.NOT_FOUND, noColumn(column, names));
        } else if (table.find()) {
            return at(position, ErrorCode.NOT_FOUND, noTable(table, names));
        } else if (function.find()) {
            return at(position, ErrorCode.NOT_FOUND, noFunction(function, names));
        } else if (applied.matches()) {
            var message = "cannot apply " + applied.group(1).toLowerCase(Locale.ROOT) + " to these types: "
                    + types(applied.group(2));
            return at(position, ErrorCode.TYPE_MISMATCH, message);
        }
        var code = TYPES.matcher(text).find() ? ErrorCode.TYPE_MISMATCH : ErrorCode.INVALID_STATEMENT;
        return at(position, code, plain(text));
    }

    private static String noColumn(Matcher column, Names names) {
        var candidates = names.tablesInQuery().stream()
                .flatMap(schema -> schema.fields().stream())
                .map(Schema.Field::name)
                .toList();
        var table = column.group(3) == null ? "" : " in \"" + column.group(3) + "\"";
        return "no column \"" + column.group(1) + "\"" + table + Suggestions.of(column.group(1), candidates);
    }

    private static String noTable(Matcher table, Names names) {
        var within = table.group(2) == null ? "" : " in \"" + table.group(2) + "\"";
        return "no table \"" + table.group(1) + "\"" + within + Suggestions.of(table.group(1), names.tables());
    }

    private static String noFunction(Matcher function, Names names) {
        var called = function.group(1).toLowerCase(Locale.ROOT);
        var name = FilteredAggregate.isName(called) ? FilteredAggregate.innerName(called) : called;
        return names.functions().contains(name)
                ? name + " does not take arguments of these types: " + types(function.group(2))
                : "no function " + name + Suggestions.of(name, names.functions());
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
        return text.replace("<", "").replace(">", "").toLowerCase(Locale.ROOT);
    }

    /** A sentence that begins in lower case and has no full stop. */
    private static String plain(String text) {
        var sentence = text.strip();
        if (sentence.endsWith(".")) {
            sentence = sentence.substring(0, sentence.length() - 1);
        }
        var second = sentence.length() > 1 && Character.isUpperCase(sentence.charAt(1));
        return second ? sentence : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
