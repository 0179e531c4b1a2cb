package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import java.util.regex.Pattern;

/** Patterns of SIMILAR TO as regular expressions. */
final class SimilarPattern {
    private static final String SPECIAL = "\\.^$";
    private static final String KEPT = "|*+?{}()[]-0123456789,";

    private SimilarPattern() {}

    /** Escape is empty for none. */
    static Pattern compile(String pattern, String escape) {
        var regex = new StringBuilder();
        var characters = pattern.codePoints().mapToObj(Character::toString).toList();
        var inSet = false;
        for (var i = 0; i < characters.size(); i++) {
            var c = characters.get(i);
            if (c.equals(escape) && i + 1 < characters.size()) {
                regex.append(Pattern.quote(characters.get(++i)));
            } else if (inSet || KEPT.contains(c)) {
                inSet = c.equals("[") || inSet && !c.equals("]");
                regex.append(c);
            } else if (c.equals("%")) {
                regex.append(".*");
            } else if (c.equals("_")) {
                regex.append('.');
            } else {
                regex.append(SPECIAL.contains(c) ? "\\" + c : c);
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (java.util.regex.PatternSyntaxException e) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "not a pattern of similar to: " + pattern, e);
        }
    }
}
