package io.weir;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A Java source as the rules of the house see it: its code has the lines and columns of the file, but blanks where the
 * file has comments and literals.
 */
record SourceFile(
        Path path, String module, boolean main, String packageName, String typeName, String code, int[] lineStarts) {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+)\\s*;");
    private static final Pattern OURS = Pattern.compile("\\b(io\\.weir(?:\\.[a-z]\\w*)*)\\.(?:[A-Z]|\\*)");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record)\\s+([A-Z]\\w*)");
    /** Comments and literals; what begins first wins. */
    private static final Pattern NOT_CODE = Pattern.compile(
            "//[^\n]*|/\\*(?s:.*?)\\*/"
                    + "|\"\"\"(?:[^\"\\\\]|\\\\(?s:.)|\"(?!\"\"))*+\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])++'");

    private static final Path REPOSITORY = findRepository();
    private static final List<SourceFile> ALL = readAll();
    private static final TreeMap<String, String> MODULE_OF_PACKAGE = new TreeMap<>();

    static {
        mainFiles().forEach(source -> MODULE_OF_PACKAGE.put(source.packageName(), source.module()));
    }

    /** The use of another of our packages, by import or by full name. */
    record Reference(String packageName, int line) {}

    static List<SourceFile> all() {
        return ALL;
    }

    static List<SourceFile> mainFiles() {
        return ALL.stream().filter(SourceFile::main).toList();
    }

    static Path repository() {
        return REPOSITORY;
    }

    /** The module that holds a package, if one of ours does. */
    static Optional<String> moduleOf(String packageName) {
        return Optional.ofNullable(MODULE_OF_PACKAGE.get(packageName));
    }

    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Reference> references() {
        var found = new ArrayList<Reference>();
        each(OURS, (match, line) -> found.add(new Reference(match.group(1), line)));
        return found;
    }

    List<String> types() {
        var found = new ArrayList<>(List.of(typeName));
        each(TYPE, (match, line) -> found.add(match.group(1)));
        return found;
    }

    /** Hands every match in the code to the action, with its line. */
    void each(Pattern pattern, ObjIntConsumer<MatchResult> action) {
        var matcher = pattern.matcher(code);
        while (matcher.find()) {
            action.accept(matcher.toMatchResult(), line(matcher.start()));
        }
    }

    /** Whether it belongs to that module, in a package with that last word. */
    boolean in(String wantedModule, String word) {
        return module.equals(wantedModule) && packageName.endsWith("." + word);
    }

    /** What follows the root package: the room of engine, empty for the root itself. */
    String room() {
        return room(packageName);
    }

    static String room(String packageName) {
        return packageName.length() <= "io.weir.".length() ? "" : packageName.substring("io.weir.".length());
    }

    String at(int line) {
        return REPOSITORY.relativize(path) + ":" + line + ": ";
    }

    int lines() {
        return lineStarts.length;
    }

    private int line(int offset) {
        var place = Arrays.binarySearch(lineStarts, offset);
        return place >= 0 ? place + 1 : -place - 1;
    }

    private static List<SourceFile> readAll() {
        var sources = new ArrayList<SourceFile>();
        try (var modules = Files.list(REPOSITORY)) {
            for (var module : modules.filter(Files::isDirectory).sorted().toList()) {
                for (var file : files(module.resolve("src"), ".java")) {
                    sources.add(of(module, file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(sources);
    }

    private static SourceFile of(Path module, Path file) {
        var text = read(file);
        var code = NOT_CODE.matcher(text).replaceAll(match -> match.group().replaceAll("[^\n]", " "));
        var packageName = PACKAGE.matcher(code);
        return new SourceFile(
                file,
                module.getFileName().toString(),
                file.startsWith(module.resolve("src/main")),
                packageName.find() ? packageName.group(1) : "",
                file.getFileName().toString().replace(".java", ""),
                code,
                lineStarts(text));
    }

    private static int[] lineStarts(String text) {
        var starts = new ArrayList<>(List.of(0));
        for (var at = text.indexOf('\n'); at >= 0 && at + 1 < text.length(); at = text.indexOf('\n', at + 1)) {
            starts.add(at + 1);
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Path findRepository() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".ci"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no folder with .ci above the working directory");
            }
        }
        return folder;
    }
}
