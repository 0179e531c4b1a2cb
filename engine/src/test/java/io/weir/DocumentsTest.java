package io.weir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Every class that a document names in backticks exists. */
@DisabledIfSystemProperty(named = "fast", matches = ".*", disabledReason = "-Dfast leaves out the rules of style")
class DocumentsTest {
    /** Names that documents may use although no source of ours and no package of JDK_PACKAGES declares them. */
    private static final Set<String> NOT_OURS = Set.of("RelNode", "RelBuilder");

    private static final List<String> JDK_PACKAGES =
            List.of("java.lang", "java.util", "java.util.concurrent", "java.io", "java.nio.file");

    private static final Pattern IN_BACKTICKS = Pattern.compile("`([^`\n]+)`");
    /** Filter, Filter.process(…), relational/Filter.java; but not X, SQL or README.md. */
    private static final Pattern TYPE = Pattern.compile(
            "(?:[\\w./-]*/)?([A-Z]\\w*[a-z]\\w*)(?:\\.java|[.#][a-z]\\w*(?:\\(.*\\))?|\\.[A-Z]\\w*|<.*>)?");

    @Test
    void documentsNameOnlyClassesThatExist() {
        var known = new TreeSet<>(NOT_OURS);
        SourceFile.all().forEach(source -> known.addAll(source.types()));
        var violations = new ArrayList<String>();
        for (var document : documents()) {
            var fenced = false;
            var lines = SourceFile.read(document).split("\n", -1);
            for (var i = 0; i < lines.length; i++) {
                fenced ^= lines[i].startsWith("```");
                if (fenced) {
                    continue;
                }
                for (var quoted : IN_BACKTICKS.matcher(lines[i]).results().toList()) {
                    var type = TYPE.matcher(quoted.group(1));
                    if (type.matches() && !known.contains(type.group(1)) && !isJdk(type.group(1))) {
                        violations.add(SourceFile.repository().relativize(document) + ":" + (i + 1) + ": no class "
                                + type.group(1) + "; correct the name, or add it to NOT_OURS");
                    }
                }
            }
        }
        assertEquals("", String.join("\n", violations));
    }

    private static List<Path> documents() {
        var root = SourceFile.repository();
        var pages = Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
                .map(root::resolve)
                .filter(Files::exists);
        return Stream.concat(pages, SourceFile.files(root.resolve("docs"), ".md").stream())
                .toList();
    }

    private static boolean isJdk(String name) {
        return JDK_PACKAGES.stream()
                .anyMatch(prefix ->
                        ClassLoader.getSystemResource(prefix.replace('.', '/') + "/" + name + ".class") != null);
    }
}
