package io.weir.function;

import java.util.Locale;

/** The American Soundex: a letter and three digits for how a name sounds. */
final class Soundex {
    /** The digits of A to Z; 0 is none. Vowels part equal digits, H and W do not. */
    private static final String DIGITS = "01230120022455012623010202";

    private Soundex() {}

    static String of(String text) {
        var code = new StringBuilder();
        var last = '0';
        var upper = text.toUpperCase(Locale.ROOT);
        for (var i = 0; i < upper.length(); i++) {
            var c = upper.charAt(i);
            if (c < 'A' || c > 'Z') {
                continue;
            }
            var digit = DIGITS.charAt(c - 'A');
            if (code.length() == 0) {
                code.append(c);
            } else if (digit != '0' && digit != last) {
                code.append(digit);
            }
            if (c != 'H' && c != 'W') {
                last = digit;
            }
            if (code.length() == 4) {
                break;
            }
        }
        return code.length() == 0 ? "" : code + "0".repeat(4 - code.length());
    }
}
