package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** A path with {@code * ? [..] {a,b}} in its names; {@code **} stands for any number of directories. */
final class PathPattern {
    private final List<String> names;
    private final List<PathMatcher> matchers;
    private final String root;

    private PathPattern(String pattern) {
        names = List.of(pattern.split("/", -1));
        matchers = names.stream().map(name -> matcher(name, pattern)).toList();
        var fixed = names.stream().takeWhile(name -> !isPattern(name)).toList();
        root = String.join("/", fixed.subList(0, Math.min(fixed.size(), names.size() - 1)));
    }

    private static PathMatcher matcher(String name, String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + name);
        } catch (PatternSyntaxException e) {
            throw new EngineException(
                    ErrorCode.INVALID_ARGUMENT, "not a pattern of paths, " + e.getDescription() + ": " + pattern, e);
        }
    }

    static boolean isPattern(String path) {
        return path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }

    /** One pattern for each choice of the braces that hold a slash; the others stay in their names. */
    static List<PathPattern> of(String pattern) {
        var patterns = new ArrayList<PathPattern>();
        expand(pattern, patterns);
        return patterns;
    }

    private static void expand(String pattern, List<PathPattern> patterns) {
        for (var open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
            var close = pattern.indexOf('}', open);
            if (close > 0 && pattern.substring(open, close).indexOf('/') >= 0) {
                for (var choice : pattern.substring(open + 1, close).split(",", -1)) {
                    expand(pattern.substring(0, open) + choice + pattern.substring(close + 1), patterns);
                }
                return;
            }
        }
        patterns.add(new PathPattern(pattern));
    }

    /** The directory above the first name that is a pattern. */
    String root() {
        return root.isEmpty() ? "/" : root;
    }

    /** Whether the path or a directory above it matches. */
    boolean covers(String path) {
        return covers(0, path.split("/", -1), 0);
    }

    private boolean covers(int at, String[] path, int from) {
        if (at == names.size()) {
            return true;
        }
        if (names.get(at).equals("**")) {
            for (var next = from; next <= path.length; next++) {
                if (covers(at + 1, path, next)) {
                    return true;
                }
            }
            return false;
        }
        return from < path.length && nameMatches(at, path[from]) && covers(at + 1, path, from + 1);
    }

    /** Whether the pattern may cover something in this directory. */
    boolean leadsInto(String directory) {
        return covers(directory) || leads(0, directory.split("/", -1));
    }

    private boolean leads(int at, String[] path) {
        if (at == path.length || at < names.size() && names.get(at).equals("**")) {
            return true;
        }
        return at < names.size() && nameMatches(at, path[at]) && leads(at + 1, path);
    }

    private boolean nameMatches(int at, String name) {
        var pattern = names.get(at);
        return pattern.equals(name) || isPattern(pattern) && matchers.get(at).matches(Path.of(name));
    }
}
