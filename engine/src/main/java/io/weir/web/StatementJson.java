package io.weir.web;

import com.fasterxml.jackson.databind.util.RawValue;
import io.weir.EngineException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements as JSON has them. */
final class StatementJson {
    private StatementJson() {}

    static Map<String, Object> status(Statements.Status status) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", status.id());
        json.put("state", status.state().name());
        json.put("began", status.began().toString());
        json.put("ended", status.ended().map(Object::toString).orElse(null));
        json.put("jobs", status.jobs());
        json.put("error", status.failure().map(EngineException::getMessage).orElse(null));
        json.put("code", status.failure().map(failure -> failure.code().name()).orElse(null));
        return json;
    }

    /** A page that is not there yet has no rows, and is the next one. */
    static Map<String, Object> page(long number, Optional<Statements.Page> page) {
        var json = new LinkedHashMap<String, Object>();
        json.put("columns", page.map(Statements.Page::columns).orElse(List.of()));
        json.put("rows", new RawValue(page.map(Statements.Page::rows).orElse("[]")));
        json.put(
                "rows_written",
                page.map(Statements.Page::written).filter(rows -> rows >= 0).orElse(null));
        var last = page.map(Statements.Page::last).orElse(false);
        json.put("next", last ? null : Long.valueOf(page.isPresent() ? number + 1 : number));
        return json;
    }
}
