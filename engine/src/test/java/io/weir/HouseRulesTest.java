package io.weir;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Reads the sources of all modules and holds them to the rules of the house (CONTRIBUTING.md). The lists at the top are
 * the rules; an exception is one more entry with its reason.
 */
@DisabledIfSystemProperty(named = "fast", matches = ".*", disabledReason = "-Dfast leaves out the rules of style")
class HouseRulesTest {
    private static final int MAX_LINES = 400;

    /** What each package of engine may import, beside the root package and metrics. Every line uses only lines above it. */
    private static final Map<String, Set<String>> IMPORTS = Map.ofEntries(
            entry("metrics", Set.of()),
            entry("type", Set.of()),
            entry("vector", Set.of("type")),
            entry("flow", Set.of("type", "vector")),
            entry("memory", Set.of("flow")),
            entry("expression", Set.of("type", "vector", "flow")),
            entry("function", Set.of("type", "vector", "flow", "expression")),
            entry("aggregate", Set.of("type", "vector", "flow", "expression")),
            entry("state", Set.of("type", "vector", "flow", "memory")),
            entry("operator", Set.of("flow", "state", "memory")),
            entry("connector", Set.of("type", "flow", "memory", "expression")),
            entry("relational", Set.of("type", "vector", "flow", "memory", "expression", "state", "operator")),
            entry("graph", Set.of("type", "flow", "operator", "connector")),
            entry(
                    "datastream",
                    Set.of(
                            "type",
                            "vector",
                            "flow",
                            "memory",
                            "expression",
                            "state",
                            "operator",
                            "connector",
                            "graph")),
            entry("exchange", Set.of("type", "vector", "flow", "memory", "graph")),
            entry("exchange.socket", Set.of("flow", "exchange")),
            entry("task", Set.of("flow", "state", "memory", "operator", "connector", "graph", "exchange")),
            entry("cluster", Set.of("graph", "state", "exchange", "exchange.socket", "task", "memory")),
            entry("web", Set.of("cluster", "graph")));

    /** Imports allowed beyond the table: "from to" and why. */
    private static final Map<String, String> EXTRA_IMPORTS = Map.of(
            "connector operator", "a scan counts what it read and takes runtime filters, both contracts of operators",
            "operator vector", "a runtime filter looks at a vector of keys",
            "connector vector", "a source of values makes vectors of them",
            "cluster flow", "the client gets batches",
            "cluster operator", "counters and runtime filters of all tasks of a job meet here",
            "cluster connector", "the JobManager holds enumerators and committers");

    /** Never, whatever the two lists above say: machinery does not know what runs on it, the two APIs not each other. */
    private static final Map<String, Set<String>> NEVER = Map.of(
            "exchange", Set.of("relational", "datastream"),
            "exchange.socket", Set.of("relational", "datastream"),
            "task", Set.of("relational", "datastream"),
            "cluster", Set.of("relational", "datastream"),
            "relational", Set.of("datastream"),
            "datastream", Set.of("relational"));

    /** The modules each module may use. */
    private static final Map<String, Set<String>> MODULES = Map.of(
            "engine", Set.of(),
            "formats", Set.of("engine"),
            "hdfs-state", Set.of("engine"),
            "table-api", Set.of("engine", "formats"),
            "sql", Set.of("engine", "formats", "table-api"),
            "yarn-deploy", Set.of("engine", "sql"));

    /** Libraries that only some packages may see, each as "module package", the package by its last word. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "org.apache.calcite",
            Set.of("table-api plan", "table-api rule", "table-api node", "table-api translate", "sql statement"),
            "io.netty",
            Set.of("engine socket", "engine cluster"));

    /** Longer files: name and why. */
    private static final Map<String, String> LONG_FILES = Map.of();

    /** Where threads begin beside exchange, task and cluster: the composition roots outside them. */
    private static final Set<String> ROOTS = Set.of(
            "io.weir.sql.command",
            "io.weir.yarn.client",
            "io.weir.yarn.container",
            "io.weir.yarn.launch",
            "io.weir.yarn.master");

    private static final Set<String> BANNED_FIRST =
            Set.of("Abstract", "Base", "Default", "Common", "New", "Internal", "Simple", "Advanced");
    private static final Set<String> BANNED_LAST =
            Set.of("Manager", "Helper", "Handler", "Service", "Util", "Utils", "Impl", "Common", "Info", "V2");
    private static final Set<String> NAMES_OF_THE_FIELD = Set.of("JobManager", "TaskManager");

    private static final List<Banned> BANNED_CALLS = List.of(
            new Banned(
                    "System\\.(out|err)\\b",
                    source -> source.main() && !ROOTS.contains(source.packageName()) && !source.in("sql", "shell"),
                    "print only in composition roots and sql's shell; elsewhere log or return"),
            new Banned("Thread\\.sleep\\b", source -> true, "hand in a clock or wait for an event"),
            new Banned(
                    "new Thread\\b|extends Thread\\b|Executors\\.new\\w+",
                    source -> source.main()
                            && !source.in("engine", "exchange")
                            && !source.in("engine", "task")
                            && !source.in("engine", "cluster")
                            && !ROOTS.contains(source.packageName()),
                    "take an Executor in the constructor"),
            new Banned(
                    "\\.getBytes\\(\\s*\\)|new String\\(\\s*\\w*[bB]ytes?(\\(\\))?\\s*\\)",
                    SourceFile::main,
                    "name the charset: StandardCharsets.UTF_8"),
            new Banned(
                    "String\\.format\\((?!\\s*Locale\\b)|\\.formatted\\(|\\.to(Lower|Upper)Case\\(\\s*\\)",
                    SourceFile::main,
                    "name the locale: Locale.ROOT"),
            new Banned(
                    "\\b(LocalDate|LocalTime|LocalDateTime|ZonedDateTime|OffsetDateTime|Year|Instant)\\.now\\(\\s*\\)"
                            + "|ZoneId\\.systemDefault|Clock\\.systemDefaultZone|TimeZone\\.getDefault",
                    SourceFile::main,
                    "hand in a clock and a zone"),
            new Banned(
                    "System\\.getProperty\\b",
                    source -> source.main()
                            && !source.typeName().endsWith("Settings")
                            && !ROOTS.contains(source.packageName()),
                    "read it once in a Settings class and pass the value down"));

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record)\\s+([A-Z]\\w*)");
    private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])[0-9]*|[A-Z][a-z]*[0-9]*");
    private static final Pattern SHARING = Pattern.compile(
            "\\b(synchronized|volatile|java\\.util\\.concurrent\\.atomic|ConcurrentHashMap|ReentrantLock)\\b");
    private static final Pattern SETTINGS_KEY =
            Pattern.compile("static\\s+final\\s+(?:String|Setting\\w*(?:<[^=;]*>)?)\\s+(\\w+)\\s*=");

    private final List<String> violations = new ArrayList<>();

    @Test
    void packagesOfEngineImportWhatTheTableAllows() {
        for (var source : SourceFile.mainFiles()) {
            if (!source.module().equals("engine")) {
                continue;
            }
            var from = source.room();
            for (var reference : source.references()) {
                var to = SourceFile.room(reference.packageName());
                if (to.equals(from)
                        || to.isEmpty()
                        || !SourceFile.moduleOf(reference.packageName()).equals(Optional.of("engine"))) {
                    continue;
                }
                if (NEVER.getOrDefault(from, Set.of()).contains(to)) {
                    violation(source, reference.line(), from + " must never know " + to, "turn the dependency round");
                } else if (from.isEmpty()) {
                    violation(source, reference.line(), "the root package imports " + to, "move the class to a room");
                } else if (!to.equals("metrics")
                        && !IMPORTS.getOrDefault(from, Set.of()).contains(to)
                        && !EXTRA_IMPORTS.containsKey(from + " " + to)) {
                    violation(
                            source,
                            reference.line(),
                            from + " may import only " + new TreeSet<>(IMPORTS.getOrDefault(from, Set.of())) + ", not "
                                    + to,
                            "move the class, or add \"" + from + " " + to + "\" with a reason to EXTRA_IMPORTS");
                }
            }
            if (!from.isEmpty() && !IMPORTS.containsKey(from)) {
                violation(source, 1, "package " + from + " is no room of engine", "put it into one of IMPORTS");
            }
        }
        report();
    }

    @Test
    void modulesSeeOnlyTheModulesBelowThem() {
        for (var source : SourceFile.mainFiles()) {
            for (var reference : source.references()) {
                var to = SourceFile.moduleOf(reference.packageName()).orElse(source.module());
                if (!to.equals(source.module()) && !MODULES.get(source.module()).contains(to)) {
                    violation(source, reference.line(), source.module() + " must not know " + to, "turn it round");
                }
            }
        }
        report();
    }

    @Test
    void librariesAreSeenWhereTheyBelong() {
        LIBRARIES.forEach((library, places) -> {
            for (var source : SourceFile.mainFiles()) {
                if (places.stream().noneMatch(place -> source.in(place.split(" ")[0], place.split(" ")[1]))) {
                    source.each(
                            Pattern.compile(Pattern.quote(library) + "\\b"),
                            (found, line) -> violation(
                                    source,
                                    line,
                                    library + " outside " + new TreeSet<>(places),
                                    "hide it behind a type of ours"));
                }
            }
        });
        report();
    }

    @Test
    void noPackagesFormACycle() {
        var edges = new TreeMap<String, Set<String>>();
        for (var source : SourceFile.mainFiles()) {
            for (var reference : source.references()) {
                if (!reference.packageName().equals(source.packageName())
                        && SourceFile.moduleOf(reference.packageName()).equals(Optional.of(source.module()))) {
                    edges.computeIfAbsent(source.packageName(), name -> new TreeSet<>())
                            .add(reference.packageName());
                }
            }
        }
        var finished = new TreeSet<String>();
        for (var start : edges.keySet()) {
            findCycle(start, edges, new ArrayDeque<>(), finished);
        }
        report();
    }

    private void findCycle(String at, Map<String, Set<String>> edges, Deque<String> path, Set<String> finished) {
        if (path.contains(at)) {
            var cycle = new ArrayList<>(path);
            cycle.add(at);
            violations.add(
                    cycle.subList(cycle.indexOf(at), cycle.size()).stream().collect(Collectors.joining(" -> "))
                            + ": packages in a cycle; move the class that closes it");
            return;
        }
        if (finished.contains(at)) {
            return;
        }
        path.addLast(at);
        for (var next : edges.getOrDefault(at, Set.of())) {
            findCycle(next, edges, path, finished);
        }
        path.removeLast();
        finished.add(at);
    }

    @Test
    void aPackageLivesInOneModuleAndSaysWhatItIsFor() {
        var modules = new TreeMap<String, Set<String>>();
        var explained = new TreeSet<String>();
        for (var source : SourceFile.mainFiles()) {
            modules.computeIfAbsent(source.packageName(), name -> new TreeSet<>())
                    .add(source.module());
            if (source.typeName().equals("package-info")) {
                explained.add(source.packageName());
            }
        }
        modules.forEach((name, where) -> {
            if (where.size() > 1) {
                violations.add(name + ": is in modules " + where + "; rename it in all but one");
            }
            if (!explained.contains(name)) {
                violations.add(
                        name + ": has no package-info.java; say what it is for and the three types to read first");
            }
        });
        report();
    }

    @Test
    void filesAreShort() {
        for (var source : SourceFile.all()) {
            if (source.lines() > MAX_LINES && !LONG_FILES.containsKey(source.typeName())) {
                violation(source, source.lines(), "longer than " + MAX_LINES + " lines", "split it by concept");
            }
        }
        report();
    }

    @Test
    void namesSayWhatAThingIs() {
        for (var source : SourceFile.all()) {
            source.each(TYPE, (found, line) -> {
                var name = found.group(1);
                var words =
                        WORD.matcher(name).results().map(word -> word.group()).toList();
                if (NAMES_OF_THE_FIELD.contains(name) || words.size() < 2) {
                    return;
                }
                if (BANNED_FIRST.contains(words.get(0)) || BANNED_LAST.contains(words.get(words.size() - 1))) {
                    violation(source, line, name + " has a banned word", "name what it does or how it differs");
                }
            });
        }
        report();
    }

    @Test
    void forbiddenCallsAreNotMade() {
        for (var source : SourceFile.all()) {
            for (var banned : BANNED_CALLS) {
                if (banned.where().test(source)) {
                    source.each(
                            banned.pattern(),
                            (found, line) ->
                                    violation(source, line, "forbidden call " + found.group(), banned.advice()));
                }
            }
        }
        report();
    }

    @Test
    void onlyNamedClassesAreSharedByThreads() {
        for (var source : SourceFile.mainFiles()) {
            if (!SharedClasses.REASONS.containsKey(source.typeName())) {
                source.each(
                        SHARING,
                        (found, line) -> violation(
                                source,
                                line,
                                found.group() + " in a class that one thread owns",
                                "keep it to one thread, or add " + source.typeName()
                                        + " with a reason to SharedClasses"));
            }
        }
        report();
    }

    @Test
    void everySettingIsRead() {
        var code = SourceFile.mainFiles().stream().map(SourceFile::code).collect(Collectors.joining("\n"));
        for (var source : SourceFile.mainFiles()) {
            if (source.typeName().endsWith("Settings")) {
                source.each(SETTINGS_KEY, (found, line) -> {
                    var uses = Pattern.compile("\\b" + found.group(1) + "\\b")
                            .matcher(code)
                            .results()
                            .count();
                    if (uses < 2) {
                        violation(source, line, found.group(1) + " is never read", "read it or delete it");
                    }
                });
            }
        }
        report();
    }

    private void violation(SourceFile source, int line, String rule, String advice) {
        violations.add(source.at(line) + rule + "; " + advice);
    }

    private void report() {
        if (!violations.isEmpty()) {
            fail(violations.size() + " against the rules of the house:\n  " + String.join("\n  ", violations));
        }
    }

    /** A forbidden call, the sources it is forbidden in, and what to do instead. */
    private record Banned(Pattern pattern, Predicate<SourceFile> where, String advice) {
        Banned(String pattern, Predicate<SourceFile> where, String advice) {
            this(Pattern.compile(pattern), where, advice);
        }
    }
}
