package io.weir.formats.file;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The formats there are, by name and by the endings of files. */
public final class Formats {
    private static final Map<String, Format> BY_NAME = load();
    private static final Set<String> COMPRESSIONS = Set.of("gz", "zst");

    private Formats() {}

    private static Map<String, Format> load() {
        return ServiceLoader.load(Format.class, Format.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toUnmodifiableMap(Format::name, Function.identity()));
    }

    /** Names compare without regard to case. */
    public static Format named(String name) {
        var format = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        if (format == null) {
            throw new EngineException(
                    ErrorCode.INVALID_OPTION, "no such format, known are " + String.join(", ", names()) + ": " + name);
        }
        return format;
    }

    private static List<String> names() {
        return BY_NAME.keySet().stream().sorted().toList();
    }

    /** The one format that the names of all files tell. */
    static Format guess(List<FileEntry> files, String location) {
        var counts = new TreeMap<String, Integer>();
        Format guessed = null;
        var sure = true;
        for (var file : files) {
            var ending = ending(file.path());
            counts.merge(ending.isEmpty() ? "without an ending" : "." + ending, 1, Integer::sum);
            var format = withEnding(ending);
            sure = sure && format != null && (guessed == null || guessed == format);
            guessed = format;
        }
        if (!sure || guessed == null) {
            var seen = counts.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining(", "));
            throw new EngineException(
                    ErrorCode.INVALID_OPTION,
                    "cannot tell the format from the names of the files, name it (" + String.join(", ", names()) + "): "
                            + seen + " at " + location);
        }
        return guessed;
    }

    private static @Nullable Format withEnding(String ending) {
        return BY_NAME.values().stream()
                .filter(format -> format.endings().contains(ending))
                .findFirst()
                .orElse(null);
    }

    /** What follows the last dot of the name, in lower case, the ending of a compression left out; empty without a dot. */
    public static String ending(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        var dot = name.lastIndexOf('.');
        if (dot < 0) {
            return "";
        }
        var ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return COMPRESSIONS.contains(ending) ? ending(name.substring(0, dot)) : ending;
    }
}
