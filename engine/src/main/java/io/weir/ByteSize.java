package io.weir;

import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: 512, 64kb, 128mb, 4g. */
public final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([kmgt]?)i?b?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmgt";

    private ByteSize() {}

    /** Fails with IllegalArgumentException, whose message says what is expected. */
    public static long parse(String text) {
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a number of bytes, as in 512mb or 4g");
        }
        var power =
                matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("fewer bytes", tooLarge);
        }
    }

    /** About that many bytes: 1.5 GB. */
    public static String show(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        var amount = (double) bytes;
        var unit = -1;
        while (amount >= 1024 && unit < UNITS.length() - 1) {
            amount /= 1024;
            unit++;
        }
        var name = UNITS.substring(unit, unit + 1).toUpperCase(Locale.ROOT);
        return String.format(Locale.ROOT, amount < 10 ? "%.1f %sB" : "%.0f %sB", amount, name);
    }
}
