package io.weir.table.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void aSemicolonInAQuoteOrCommentEndsNothing() {
        var script = "select ';' -- a; b\n, \"x;y\" /* ; */ ;;\n  drop table t ; -- end";
        assertThat(Script.split(script))
                .containsExactly(
                        new Script.Piece("select ';' -- a; b\n, \"x;y\"", new Position(1, 1)),
                        new Script.Piece("drop table t", new Position(3, 3)));
    }

    @Test
    void anErrorNamesTheLineOfTheScript() {
        var pieces = Script.split("select 1;\n\n  drop foo x");
        assertThatThrownBy(() -> StatementParser.parse(pieces.get(1)))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("line 3, column 8: ");
    }

    @Test
    void aPlacedQueryHasTheLinesOfTheScript() {
        var query = (Statement.Query) StatementParser.parse(
                Script.split("set a = 1;\n  select 'x'\nfrom t").get(1));
        assertThat(query.placed()).isEqualTo("\n  select 'x'\nfrom t");
    }

    @Test
    void aQuoteWithoutAnEndIsAnErrorWhereItBegins() {
        assertThatThrownBy(() -> Script.split("select 1,\n 'abc"))
                .hasMessage("line 2, column 2: string without an end");
        assertThatThrownBy(() -> Script.split("select /* 1")).hasMessage("line 1, column 8: comment without an end");
    }

    @Test
    void aCharacterThatNoStatementHoldsIsNamed() {
        assertThatThrownBy(() -> Script.split("select 🦆")).hasMessage("line 1, column 8: unexpected character 🦆");
        assertThatThrownBy(() -> Script.split("select 1\u00a0+ 1"))
                .hasMessage("line 1, column 9: unexpected character U+00A0");
        assertThatThrownBy(() -> Script.split("select 1;\n\0"))
                .hasMessage("line 2, column 1: unexpected character U+0000");
        assertThatThrownBy(() -> Script.split("select `a`"))
                .hasMessage("line 1, column 8: unexpected character `: a name is quoted as in \"a\"");
        assertThat(Script.split("select '🦆\u00a0\0`', \"🦆`\" /* 🦆 */ from straße"))
                .hasSize(1);
    }

    @Test
    void variablesAreReplacedOutsideComments() {
        var text = "select date '${d}', ${n} -- ${x}\n /* ${y} */ from \"${t}\"";
        assertThat(Script.substitute(text, Map.of("d", "2026-11-22", "n", "1", "t", "a")))
                .isEqualTo("select date '2026-11-22', 1 -- ${x}\n /* ${y} */ from \"a\"");
        assertThatThrownBy(() -> Script.substitute("select\n ${day}", Map.of()))
                .hasMessage("line 2, column 2: no value for the variable day: give it with -D day=VALUE");
    }

    @Test
    void aScriptIsCompleteAfterItsLastSemicolon() {
        assertThat(Script.isComplete("select 1; -- x")).isTrue();
        assertThat(Script.isComplete("  ")).isTrue();
        assertThat(Script.isComplete("select 1")).isFalse();
        assertThat(Script.isComplete("select ';")).isFalse();
        assertThat(Script.isComplete("select 1; /* ;")).isFalse();
    }
}
