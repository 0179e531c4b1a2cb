package io.weir.function;

import io.weir.Nullable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The parts of a URL; null where it has no such part or is none. */
final class Urls {
    private Urls() {}

    private static @Nullable URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    static @Nullable String part(String text, String part) {
        var uri = parsed(text);
        if (uri == null) {
            return null;
        }
        return switch (part.toUpperCase(Locale.ROOT)) {
            case "PROTOCOL" -> uri.getScheme();
            case "HOST" -> uri.getHost();
            case "PATH" -> uri.getPath();
            case "QUERY" -> uri.getRawQuery();
            case "REF" -> uri.getFragment();
            case "AUTHORITY" -> uri.getAuthority();
            case "USERINFO" -> uri.getUserInfo();
            case "FILE" -> uri.getRawQuery() == null ? uri.getPath() : uri.getPath() + "?" + uri.getRawQuery();
            default -> null;
        };
    }

    /** -1 where there is none. */
    static int port(String text) {
        var uri = parsed(text);
        return uri == null ? -1 : uri.getPort();
    }

    static @Nullable String parameter(String text, String name) {
        var query = part(text, "QUERY");
        if (query == null) {
            return null;
        }
        for (var pair : query.split("&")) {
            var equals = pair.indexOf('=');
            if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                return equals < 0 ? "" : decoded(pair.substring(equals + 1));
            }
        }
        return null;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
