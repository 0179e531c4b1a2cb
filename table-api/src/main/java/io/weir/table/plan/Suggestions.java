package io.weir.table.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that was meant by one that does not exist. */
final class Suggestions {
    private Suggestions() {}

    /** {@code : did you mean "x"?} for the nearest name, empty if none is near. */
    static String of(String wrong, Collection<String> names) {
        var lower = wrong.toLowerCase(Locale.ROOT);
        var limit = Math.max(1, wrong.length() / 3);
        return names.stream()
                .distinct()
                .sorted()
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= limit)
                .map(name -> ": did you mean \"" + name + "\"?")
                .orElse("");
    }

    /** How many characters to add, drop or change. */
    static int distance(String from, String to) {
        var row = new int[to.length() + 1];
        for (var j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= from.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.length(); j++) {
                var changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
