package io.weir.testing;

import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Types as tests write them: {@code bigint}, {@code decimal(15,2)}, {@code timestamptz(3)}, {@code array(int)}, {@code row(a:int,b:varchar)}. */
public final class Types {
    private Types() {}

    public static DataType parse(String text) {
        var open = text.indexOf('(');
        if (open < 0) {
            return switch (text) {
                case "timestamp" -> new DataType.Timestamp(6, false);
                case "timestamptz" -> new DataType.Timestamp(6, true);
                default -> Scalar.valueOf(text.toUpperCase(Locale.ROOT));
            };
        }
        var parts = split(text.substring(open + 1, text.length() - 1));
        return switch (text.substring(0, open)) {
            case "decimal" -> new DataType.Decimal(Integer.parseInt(parts.get(0)), Integer.parseInt(parts.get(1)));
            case "char" -> new DataType.Char(Integer.parseInt(parts.get(0)));
            case "timestamp" -> new DataType.Timestamp(Integer.parseInt(parts.get(0)), false);
            case "timestamptz" -> new DataType.Timestamp(Integer.parseInt(parts.get(0)), true);
            case "array" -> new DataType.ListOf(parse(parts.get(0)));
            case "map" -> new DataType.MapOf(parse(parts.get(0)), parse(parts.get(1)));
            case "row" ->
                new DataType.RowOf(new Schema(parts.stream().map(Types::field).toList()));
            default -> throw new IllegalArgumentException("unknown type: " + text);
        };
    }

    /** {@code name:type}. */
    public static Schema.Field field(String text) {
        var colon = text.indexOf(':');
        return new Schema.Field(text.substring(0, colon), parse(text.substring(colon + 1)));
    }

    /** Splits at the commas outside brackets of any kind. */
    static List<String> split(String text) {
        var parts = new ArrayList<String>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (!text.isEmpty()) {
            parts.add(text.substring(start));
        }
        return parts;
    }
}
