package io.weir.formats.parquet;

import io.weir.formats.file.Domain;

/** Values of CHAR are compared without the spaces at their ends; a file may hold them with these, without, or mixed. */
final class Padding {
    private Padding() {}

    static Object stripped(Object value) {
        var text = (String) value;
        var end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    static Domain stripped(Domain domain) {
        return domain.map(Padding::stripped);
    }

    /**
     * Bounds of the stripped values. One may be below the lowest value of the file, of which it is a beginning before something that
     * is no more than a space; and above the highest, stripped, if that ended with spaces and it goes on with something below them.
     */
    static Bounds stripped(Bounds bounds) {
        if (!bounds.isKnown()) {
            return Bounds.UNKNOWN;
        }
        var low = (String) bounds.low();
        var high = (String) bounds.high();
        var beginning = 0;
        while (beginning < low.length() && low.charAt(beginning) > ' ') {
            beginning++;
        }
        return new Bounds(low.substring(0, beginning), high.endsWith(" ") ? stripped(high) + "!" : high);
    }
}
