package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Row;
import io.weir.expression.RowFunction;
import io.weir.expression.ScalarFunction;
import io.weir.expression.ScalarFunction.Signature;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.util.ArrayList;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text from a form with percent signs, as {@link java.util.Formatter} reads it. */
final class FormatFunctions {
    private static final Pattern WIDE = Pattern.compile("%[^a-zA-Z%]*[0-9]{8}");

    private FormatFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        family.custom(
                "format printf format_string",
                arguments -> {
                    if (arguments.isEmpty() || !Coercion.isText(arguments.get(0))) {
                        return null;
                    }
                    var parameters = new ArrayList<DataType>(arguments);
                    parameters.replaceAll(type -> Coercion.isText(type) ? Scalar.VARCHAR : type);
                    return new Signature(parameters, Scalar.VARCHAR);
                },
                Family.perRow("format", RowFunction.texts(FormatFunctions::format)));
        return family.functions();
    }

    private static String format(Row row) {
        var values = new Object[row.size() - 1];
        for (var i = 0; i < values.length; i++) {
            values[i] = row.object(i + 1);
        }
        if (WIDE.matcher(row.text(0)).find()) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "text longer than 16 MiB: '" + row.text(0) + "'");
        }
        try {
            return String.format(Locale.ROOT, row.text(0), values);
        } catch (IllegalFormatException e) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT, "form and values do not fit: '" + row.text(0) + "'", e);
        }
    }
}
