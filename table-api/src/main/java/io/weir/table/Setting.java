package io.weir.table;

import io.weir.ByteSize;
import java.util.Locale;
import java.util.function.Function;

/**
 * A typed setting of a session.
 *
 * @param key as SET writes it
 * @param description what it does, for a person
 * @param standard its value unless it is set
 * @param parse reads a value from text; throws IllegalArgumentException with what is expected
 * @param show the opposite of parse
 */
public record Setting<T>(
        String key, String description, T standard, Function<String, T> parse, Function<T, String> show) {
    static Setting<Integer> number(String key, String description, int standard, int min, int max) {
        return new Setting<>(
                key,
                description,
                standard,
                text -> {
                    var expected = "a whole number from " + min + " to " + max;
                    if (!text.strip().matches("\\d{1,9}")) {
                        throw new IllegalArgumentException(expected);
                    }
                    var value = Integer.parseInt(text.strip());
                    if (value < min || value > max) {
                        throw new IllegalArgumentException(expected);
                    }
                    return value;
                },
                String::valueOf);
    }

    static Setting<Boolean> flag(String key, String description, boolean standard) {
        return new Setting<>(
                key,
                description,
                standard,
                text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("true or false");
                },
                String::valueOf);
    }

    static Setting<Long> size(String key, String description, long standard, long min) {
        return new Setting<>(
                key,
                description,
                standard,
                text -> {
                    var value = ByteSize.parse(text);
                    if (value != standard && value < min) {
                        throw new IllegalArgumentException("at least " + ByteSize.show(min));
                    }
                    return value;
                },
                value ->
                        value == 0 ? "0" : ByteSize.show(value).replace(" ", "").toLowerCase(Locale.ROOT));
    }
}
