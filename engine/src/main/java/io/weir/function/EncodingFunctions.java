package io.weir.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.ScalarFunction;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Text and binary written differently: base64, hexadecimal, URLs, and digests. */
final class EncodingFunctions {
    private static final List<DataType> TEXT = List.of(Scalar.VARCHAR);
    private static final List<DataType> BINARY = List.of(Scalar.VARBINARY);

    private EncodingFunctions() {}

    static List<ScalarFunction> all() {
        var family = new Family();
        base64(family);
        hexadecimal(family);
        charsets(family);
        urls(family);
        digests(family);
        hashes(family);
        return family.functions();
    }

    private static void base64(Family family) {
        for (var parameters : List.of(TEXT, BINARY)) {
            family.texts(
                    "to_base64 base64", parameters, row -> Base64.getEncoder().encodeToString(row.binary(0)));
            family.texts(
                    "to_base64url", parameters, row -> Base64.getUrlEncoder().encodeToString(row.binary(0)));
        }
        family.binaries("from_base64 unbase64", TEXT, row -> decoded(Base64.getDecoder(), row.text(0)));
        family.binaries("from_base64url", TEXT, row -> decoded(Base64.getUrlDecoder(), row.text(0)));
    }

    private static byte[] decoded(Base64.Decoder decoder, String text) {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "not base64: '" + text + "'", e);
        }
    }

    private static void hexadecimal(Family family) {
        for (var parameters : List.of(TEXT, BINARY)) {
            family.texts(
                    "to_hex hex",
                    parameters,
                    row -> HexFormat.of().withUpperCase().formatHex(row.binary(0)));
        }
        family.binaries("from_hex unhex", TEXT, row -> {
            try {
                return HexFormat.of().parseHex(row.text(0));
            } catch (IllegalArgumentException e) {
                throw new EngineException(ErrorCode.INVALID_ARGUMENT, "not hexadecimal: '" + row.text(0) + "'", e);
            }
        });
    }

    private static void charsets(Family family) {
        family.binaries("to_utf8", TEXT, row -> row.binary(0));
        family.texts("from_utf8 make_valid_utf8", BINARY, row -> row.text(0));
        family.texts(
                "decode",
                List.of(Scalar.VARBINARY, Scalar.VARCHAR),
                row -> new String(row.binary(0), charset(row.text(1))));
        family.binaries(
                "encode",
                List.of(Scalar.VARCHAR, Scalar.VARCHAR),
                row -> row.text(0).getBytes(charset(row.text(1))));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new EngineException(ErrorCode.INVALID_ARGUMENT, "no such character set: '" + name + "'", e);
        }
    }

    private static void urls(Family family) {
        family.texts("url_encode", TEXT, row -> URLEncoder.encode(row.text(0), StandardCharsets.UTF_8));
        family.texts("url_decode", TEXT, row -> {
            try {
                return URLDecoder.decode(row.text(0), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new EngineException(ErrorCode.INVALID_ARGUMENT, "not an encoded URL: '" + row.text(0) + "'", e);
            }
        });
        var parts = Map.of(
                "url_extract_protocol", "PROTOCOL",
                "url_extract_host", "HOST",
                "url_extract_path", "PATH",
                "url_extract_query", "QUERY",
                "url_extract_fragment", "REF");
        parts.forEach((name, part) -> family.texts(name, TEXT, row -> Urls.part(row.text(0), part)));
        family.rows("url_extract_port", TEXT, Scalar.BIGINT, (row, out) -> {
            var port = Urls.port(row.text(0));
            if (port < 0) {
                out.appendNull();
            } else {
                out.append((long) port);
            }
        });
        family.texts(
                "url_extract_parameter",
                List.of(Scalar.VARCHAR, Scalar.VARCHAR),
                row -> Urls.parameter(row.text(0), row.text(1)));
        family.texts("parse_url", List.of(Scalar.VARCHAR, Scalar.VARCHAR), row -> Urls.part(row.text(0), row.text(1)));
        family.texts(
                "parse_url",
                List.of(Scalar.VARCHAR, Scalar.VARCHAR, Scalar.VARCHAR),
                row -> row.text(1).equals("QUERY") ? Urls.parameter(row.text(0), row.text(2)) : null);
    }

    private static void digests(Family family) {
        digest(family, "md5", "MD5");
        digest(family, "sha1", "SHA-1");
        digest(family, "sha", "SHA-1");
        digest(family, "sha224", "SHA-224");
        digest(family, "sha256", "SHA-256");
        digest(family, "sha384", "SHA-384");
        digest(family, "sha512", "SHA-512");
        for (var input : List.of(Scalar.VARCHAR, Scalar.VARBINARY)) {
            family.texts("sha2", List.of(input, Scalar.BIGINT), row -> {
                var bits = row.integer(1) == 0 ? 256 : row.integer(1);
                if (bits != 224 && bits != 256 && bits != 384 && bits != 512) {
                    throw new EngineException(
                            ErrorCode.INVALID_ARGUMENT, "sha2 knows 224, 256, 384 and 512 bits: " + bits);
                }
                return HexFormat.of().formatHex(digest("SHA-" + bits, row.binary(0)));
            });
        }
    }

    /** Of text as hexadecimal text, of binary as binary. */
    private static void digest(Family family, String name, String algorithm) {
        family.texts(name, TEXT, row -> HexFormat.of().formatHex(digest(algorithm, row.binary(0))));
        family.binaries(name, BINARY, row -> digest(algorithm, row.binary(0)));
    }

    private static byte[] digest(String algorithm, byte[] input) {
        try {
            return MessageDigest.getInstance(algorithm).digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new EngineException(ErrorCode.INTERNAL, "digest is missing from the platform: " + algorithm, e);
        }
    }

    private static void hashes(Family family) {
        for (var parameters : List.of(TEXT, BINARY)) {
            family.integers("crc32", parameters, row -> {
                var crc = new CRC32();
                crc.update(row.data(0), row.start(0), row.length(0));
                return crc.getValue();
            });
            family.integers("xxhash64", parameters, row -> ByteHashes.xxhash64(row.binary(0), 0));
            family.integers("murmur3", parameters, row -> ByteHashes.murmur3(row.binary(0), 0));
        }
    }
}
