package io.weir.sql.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.table.TableEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameCompleterTest {
    @TempDir
    private Path directory;

    /** What the tab key offers at the end of a line. */
    private static List<String> offered(String line) throws IOException {
        try (var tables = TableEnvironment.create();
                var terminal = new DumbTerminal(
                        "test",
                        "dumb",
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayOutputStream(),
                        StandardCharsets.UTF_8)) {
            tables.createTemporaryView("people", "select 1 as person_id, 'x' as city");
            tables.createTemporaryView("places", "select 1 as place_id, 'x' as city");
            var words = new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);
            var candidates = new ArrayList<Candidate>();
            var reader = LineReaderBuilder.builder().terminal(terminal).build();
            new NameCompleter(tables)
                    .complete(reader, words.parse(line, line.length(), Parser.ParseContext.COMPLETE), candidates);
            return candidates.stream().map(Candidate::value).toList();
        }
    }

    @Test
    void columnsAreThoseOfTheTablesNamed() throws IOException {
        assertThat(offered("select p")).contains("people", "places", "person_id", "place_id", "power(", "partition by");
        assertThat(offered("select count(*) from people where p"))
                .contains("person_id")
                .doesNotContain("place_id");
        assertThat(offered("select * from people a where upper(a.ci")).containsExactly("upper(a.city");
    }

    @Test
    void keywordsComeInTheCaseThatIsTyped() throws IOException {
        assertThat(offered("sel")).containsExactly("select");
        assertThat(offered("SEL")).containsExactly("SELECT");
    }

    @Test
    void withinQuotesThereAreFiles() throws IOException {
        Files.createDirectories(directory.resolve("orders/_weir"));
        Files.createFile(directory.resolve("orders/orders.csv"));
        Files.createFile(directory.resolve("orders/other.csv"));
        assertThat(offered("select * from '" + directory + "/or")).containsExactly("'" + directory + "/orders/");
        assertThat(offered("select * from '" + directory + "/orders/"))
                .containsExactly("'" + directory + "/orders/orders.csv'", "'" + directory + "/orders/other.csv'");
        assertThat(offered("\\i " + directory + "/orders/ot")).containsExactly(directory + "/orders/other.csv");
        assertThat(offered("select * from '/no/such/directory/x")).isEmpty();
    }
}
