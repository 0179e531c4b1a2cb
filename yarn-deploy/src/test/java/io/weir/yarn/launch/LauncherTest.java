package io.weir.yarn.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LauncherTest {
    private static final String APART = "-XX:CompileCommand=dontinline,io.weir.";

    /** What its array of patterns comes to, then its other options. */
    private static List<String> optionsOfTheScript() throws IOException {
        var script = Files.readString(Path.of("").toAbsolutePath().resolveSibling("scripts/bin/weir"));
        var from = script.indexOf("apart=(");
        var patterns = script.substring(from + "apart=(".length(), script.indexOf(')', from));
        return Stream.concat(
                        Arrays.stream(patterns.strip().split("\\s+")).map(quoted -> APART + quoted.replace("'", "")),
                        Arrays.stream(script.split("[\\s()]+")).filter(word -> word.startsWith("-XX:")))
                .toList();
    }

    @Test
    void processesOnYarnRunTasksAsTheCommandLineDoes() throws Exception {
        var script = optionsOfTheScript();
        assertThat(script).containsAll(Launcher.OPTIONS_OF_TASKS);
        assertThat(Launcher.OPTIONS_OF_TASKS)
                .containsAll(script.stream()
                        .filter(option -> option.startsWith(APART) || option.contains("Tier4"))
                        .toList());
    }

    @Test
    void whatIsCompiledByItselfIsThere() throws Exception {
        for (var option : Launcher.OPTIONS_OF_TASKS) {
            var pattern = option.replace(APART, "io.weir.").split("::");
            if (option.startsWith(APART) && !pattern[0].endsWith("*")) {
                var methods = Arrays.stream(Class.forName(pattern[0]).getDeclaredMethods())
                        .map(method -> pattern[1].equals("*") ? "*" : method.getName())
                        .collect(Collectors.toSet());
                assertThat(methods).as(option).contains(pattern[1]);
            }
        }
    }
}
