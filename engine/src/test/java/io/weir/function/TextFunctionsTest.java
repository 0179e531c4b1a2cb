package io.weir.function;

import static io.weir.function.Calls.fails;
import static io.weir.function.Calls.is;

import io.weir.ErrorCode;
import io.weir.function.Calls.NullOf;
import io.weir.type.DataType.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFunctionsTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void measures() {
        is(7L, "length", "grüezi!");
        is(8L, "octet_length", "grüezi!");
        is(8L, "length", bytes("grüezi!"));
        is(64L, "bit_length", "grüezi!");
        is(0L, "char_length", "");
        is(65L, "ascii", "ABC");
        is(252L, "codepoint", "ü");
        is(true, "is_alpha", "abc");
        is(false, "is_digit", "1a");
        is(true, "is_decimal", "-1.5e3");
        fails(ErrorCode.INVALID_ARGUMENT, "codepoint", "ab");
    }

    @Test
    void positionsCountCharactersFromOne() {
        is(4L, "strpos", "日本語x", "x");
        is(0L, "strpos", "abc", "z");
        is(1L, "position", "", "abc");
        is(3L, "position", "c", "abc");
        is(4L, "locate", "a", "abcabc", 2);
        is(0L, "locate", "a", "abc", 9);
        is(5L, "strpos", "ababab", "ab", 3);
        is(5L, "strpos", "ababab", "ab", -1);
        is(0L, "strpos", "ababab", "ab", 4);
        is(true, "starts_with", "special", "spec");
        is(false, "starts_with", "s", "spec");
        is(true, "ends_with", "special", "ial");
        is(true, "contains", "special requests", "l req");
        is(true, "contains", "abc", "");
        is(3L, "levenshtein_distance", "kitten", "sitting");
        is(2L, "hamming_distance", "abcd", "abxy");
        fails(ErrorCode.INVALID_ARGUMENT, "hamming_distance", "a", "ab");
    }

    @Test
    void pieces() {
        is("13", "substring", "13-702-694", 1, 2);
        is("ezi", "substring", "grüezi", 4);
        is("zi", "substring", "grüezi", -2);
        is("z", "substr", "grüezi", -2, 1);
        is("", "substring", "abc", 0);
        is("", "substring", "abc", 5);
        is("", "substring", "abc", -4);
        is("", "substring", "abc", 1, 0);
        is("grü", "left", "grüezi", 3);
        is("üezi", "right", "grüezi", 4);
        is("abc", "right", "abc", 10);
        is("", "right", "abc", 0);
    }

    @Test
    void trims() {
        is("a b", "trim", "  a b ");
        is("a b ", "ltrim", "  a b ");
        is("  a b", "rtrim", "  a b ");
        is("b", "trim", "xyxbyx", "xy");
        is("b", "btrim", "übüü", "ü");
        is("", "trim", "xxx", "x");
        is("aü", "trim", "leading", "x", "xaü");
        is("xa", "trim", "TRAILING", "ü", "xaüü");
        is("a", "trim", "both", " ", " a ");
    }

    @Test
    void letters() {
        is("GRÜEZI", "upper", "grüezi");
        is("abc1", "lower", "AbC1");
        is("Hello World-Wide", "initcap", "hELLO wORLD-wide");
        is("cba", "reverse", "abc");
        is("ü", "chr", 252);
        is("R163", "soundex", "Robert");
        is("T522", "soundex", "Tymczak");
        is("A261", "soundex", "Ashcraft");
        is("   ", "space", 3);
        fails(ErrorCode.INVALID_ARGUMENT, "chr", -1);
    }

    @Test
    void joins() {
        is("abc", "concat", "a", "bc");
        is("a1", "||", "a", 1);
        is(null, "||", "a", new NullOf(Scalar.VARCHAR));
        is(bytes("abc"), "concat", bytes("ab"), bytes("c"));
        is("a,c", "concat_ws", ",", "a", new NullOf(Scalar.VARCHAR), "c");
        is(null, "concat_ws", new NullOf(Scalar.VARCHAR), "a");
        is("b", "elt", 2, "a", "b");
        is(null, "elt", 3, "a", "b");
    }

    @Test
    void padding() {
        is("00042", "lpad", "42", 5, "0");
        is("abxyx", "rpad", "ab", 5, "xy");
        is("ab", "lpad", "abc", 2, "0");
        is("  a", "lpad", "a", 3);
        is("ababab", "repeat", "ab", 3);
        is("", "repeat", "ab", -1);
        fails(ErrorCode.INVALID_ARGUMENT, "lpad", "a", -1, "x");
        fails(ErrorCode.INVALID_ARGUMENT, "lpad", "a", 5, "");
        fails(ErrorCode.INVALID_ARGUMENT, "repeat", "ab", 1_000_000_000);
    }

    @Test
    void replacing() {
        is("a-b-c", "replace", "a b c", " ", "-");
        is("abc", "replace", "a b c", " ");
        is("abc", "replace", "abc", "", "x");
        is("xbyd", "translate", "abcd", "ac", "xy");
        is("bd", "translate", "abcd", "ac", "");
        is("Txxxxas", "overlay", "Txxxxas", "hom", 9);
        is("Thomas", "overlay", "Txxxxas", "hom", 2, 4);
        is("aXXd", "overlay", "abcd", "XX", 2);
    }

    @Test
    void splitting() {
        is("b", "split_part", "a,b,c", ",", 2);
        is(null, "split_part", "a,b,c", ",", 4);
        is("a", "split_index", "a,b,c", ",", 0);
        is("a.b", "substring_index", "a.b.c", ".", 2);
        is("c", "substring_index", "a.b.c", ".", -1);
        is(List.of("a", "", "b"), "split", "a,,b", ",");
        is(List.of("a", "b,c"), "split", "a,b,c", ",", 2);
        fails(ErrorCode.INVALID_ARGUMENT, "split_part", "a", ",", 0);
    }

    @Test
    void regularExpressions() {
        is(true, "regexp_like", "abc123", "\\d+");
        is("abc-", "regexp_replace", "abc123", "\\d+", "-");
        is("b-a", "regexp_replace", "a-b", "(\\w)-(\\w)", "$2-$1");
        is("abc", "regexp_replace", "abc123", "\\d");
        is("123", "regexp_extract", "abc123", "\\d+");
        is("12", "regexp_extract", "abc123", "(\\d\\d)(\\d)", 1);
        is(null, "regexp_extract", "abc", "\\d+");
        is(List.of("1", "22"), "regexp_extract_all", "a1b22", "\\d+");
        is(Arrays.asList("b", null), "regexp_extract_all", "ab a", "a(b)?", 1);
        is(2L, "regexp_count", "a1b22", "\\d+");
        is(2L, "regexp_instr", "ü1", "\\d");
        is(List.of("a", "b", ""), "regexp_split", "a1b2", "\\d");
        is(true, "ilike", "GRÜEZI", "gr_E%");
        is(false, "not ilike", "ABC", "a%c");
        is(true, "similar to", "abcabc", "(abc)+");
        is(true, "similar to", "a.c", "a.c");
        is(false, "similar to", "abc", "a.c");
        is(true, "not similar to", "abc", "b%");
        fails(ErrorCode.INVALID_ARGUMENT, "regexp_like", "a", "(");
        fails(ErrorCode.INVALID_ARGUMENT, "regexp_extract", "a", "a", 1);
        fails(ErrorCode.INVALID_ARGUMENT, "regexp_replace", "a", "a", "$1");
    }

    @Test
    void encodings() {
        is("aGVsbG8=", "to_base64", "hello");
        is(bytes("hello"), "from_base64", "aGVsbG8=");
        is("68656C6C6F", "to_hex", bytes("hello"));
        is(bytes("hello"), "from_hex", "68656c6C6F");
        is(bytes("ü"), "to_utf8", "ü");
        is("ü", "from_utf8", bytes("ü"));
        is("ü", "decode", new byte[] {(byte) 252}, "ISO-8859-1");
        is("a+b%26c", "url_encode", "a b&c");
        is("a b&c", "url_decode", "a+b%26c");
        fails(ErrorCode.INVALID_ARGUMENT, "from_base64", "%%%");
        fails(ErrorCode.INVALID_ARGUMENT, "from_hex", "xyz");
        fails(ErrorCode.INVALID_ARGUMENT, "decode", new byte[1], "no-such");
    }

    @Test
    void partsOfUrls() {
        var url = "https://example.com:8080/a/b?k=1&q=x%20y#top";
        is("https", "url_extract_protocol", url);
        is("example.com", "url_extract_host", url);
        is("/a/b", "url_extract_path", url);
        is("k=1&q=x%20y", "url_extract_query", url);
        is("top", "url_extract_fragment", url);
        is(8080L, "url_extract_port", url);
        is(null, "url_extract_port", "https://example.com");
        is("x y", "url_extract_parameter", url, "q");
        is(null, "url_extract_parameter", url, "z");
        is("1", "parse_url", url, "QUERY", "k");
        is("/a/b?k=1&q=x%20y", "parse_url", url, "FILE");
    }

    @Test
    void digestsAndHashes() {
        is("5d41402abc4b2a76b9719d911017c592", "md5", "hello");
        is("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", "sha1", "hello");
        is("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "sha256", "hello");
        is("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "sha2", "hello", 256);
        is(907060870L, "crc32", "hello");
        is(0x26C7827D889F6DA3L, "xxhash64", "hello");
        is(0xEF46DB3751D8E999L, "xxhash64", "");
        is(0xcbd8a7b341bd9b02L, "murmur3", "hello");
        fails(ErrorCode.INVALID_ARGUMENT, "sha2", "hello", 100);
    }
}
