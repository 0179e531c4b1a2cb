package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A path into JSON: {@code $}, {@code .name}, {@code ["name"]}, {@code [0]}, {@code .*} and {@code [*]}, lax or strict alike. */
final class JsonPath implements Serializable {
    private static final String ALL = "*";

    /** Names are strings, places of arrays integers. */
    private final List<Serializable> steps;

    private JsonPath(List<Serializable> steps) {
        this.steps = steps;
    }

    static JsonPath of(String text) {
        var path = text.strip();
        for (var mode : List.of("lax ", "strict ")) {
            path = path.startsWith(mode) ? path.substring(mode.length()).strip() : path;
        }
        var steps = new ArrayList<Serializable>();
        var position = path.startsWith("$") ? 1 : 0;
        if (position == 0) {
            throw malformed(text);
        }
        while (position < path.length()) {
            position = path.charAt(position) == '['
                    ? bracket(path, position, steps, text)
                    : name(path, position, steps, text);
        }
        return new JsonPath(steps);
    }

    private static int name(String path, int from, List<Serializable> steps, String text) {
        var start = from + 1;
        if (path.charAt(from) != '.' || start == path.length()) {
            throw malformed(text);
        }
        if (path.charAt(start) == '"') {
            var end = path.indexOf('"', start + 1);
            steps.add(quoted(path, start, end, text));
            return end + 1;
        }
        var end = start;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        if (end == start) {
            throw malformed(text);
        }
        steps.add(path.substring(start, end));
        return end;
    }

    private static String quoted(String path, int start, int end, String text) {
        if (end < 0) {
            throw malformed(text);
        }
        return path.substring(start + 1, end);
    }

    private static int bracket(String path, int from, List<Serializable> steps, String text) {
        var end = path.indexOf(']', from);
        if (end < 0) {
            throw malformed(text);
        }
        var inside = path.substring(from + 1, end).strip();
        if (inside.matches("\"[^\"]*\"|'[^']*'")) {
            steps.add(inside.substring(1, inside.length() - 1));
        } else if (inside.equals(ALL)) {
            steps.add(ALL);
        } else if (inside.matches("\\d{1,9}")) {
            steps.add(Integer.valueOf(inside));
        } else {
            throw malformed(text);
        }
        return end + 1;
    }

    private static EngineException malformed(String text) {
        return new EngineException(
                ErrorCode.INVALID_ARGUMENT, "not a path into json, write for example $.name[0].other: '" + text + "'");
    }

    /** What the path leads to; empty if it leads nowhere. */
    List<Object> find(@Nullable Object json) {
        var found = json == null ? List.of() : List.of(json);
        for (var step : steps) {
            var next = new ArrayList<Object>();
            found.forEach(value -> step(value, step, next));
            found = next;
        }
        return found;
    }

    private static void step(Object value, Serializable step, List<Object> next) {
        if (value instanceof Map<?, ?> object) {
            if (step.equals(ALL)) {
                next.addAll(object.values());
            } else if (object.containsKey(step)) {
                next.add(object.get(step));
            }
        } else if (value instanceof List<?> array) {
            if (step.equals(ALL)) {
                next.addAll(array);
            } else if (step instanceof Integer place && place < array.size()) {
                next.add(array.get(place));
            }
        }
    }
}
