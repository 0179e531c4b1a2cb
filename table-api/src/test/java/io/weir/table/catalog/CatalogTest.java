package io.weir.table.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.Nullable;
import io.weir.connector.Source;
import io.weir.expression.Expression;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.formats.file.TableStatistics;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private record Opened(String description) implements ReadableTable {
        @Override
        public Schema schema() {
            return Schema.of();
        }

        @Override
        public TableStatistics statistics() {
            return TableStatistics.UNKNOWN;
        }

        @Override
        public Source<?> scan(Schema columns, List<Expression> filters, List<ColumnDomain> domains) {
            throw new AssertionError("not read here");
        }
    }

    private static final class Files implements FileTables {
        private final List<String> opened = new ArrayList<>();

        @Override
        public ReadableTable open(String location, @Nullable String format, FormatOptions options) {
            opened.add(location);
            return new Opened(location);
        }

        @Override
        public List<String> directories(String location) {
            return List.of("lineitem", "Orders");
        }
    }

    private final Files files = new Files();
    private final Catalog catalog = new Catalog(files);

    @Test
    void namesIgnoreCaseAndBelongToTheCurrentSchema() {
        catalog.create(catalog.resolve(List.of("T")), new Opened("t"));
        assertThat(catalog.find(List.of("t"))).isPresent();
        assertThat(catalog.find(List.of("MAIN", "t"))).isPresent();
        catalog.createSchema("other");
        catalog.use("OTHER");
        assertThat(catalog.find(List.of("t"))).isEmpty();
        assertThatThrownBy(() -> catalog.create(new TableName("main", "t"), new Opened("t")))
                .hasMessage("there already is a table or view main.t");
        assertThatThrownBy(() -> catalog.use("nowhere")).hasMessage("no schema \"nowhere\"");
    }

    @Test
    void aDirectoryIsASchemaWhoseTablesOpenWhenTheyAreRead() {
        catalog.attach("tpch", "/data/tpch");
        assertThat(catalog.tables("tpch")).containsExactly("lineitem", "Orders");
        var table = (ReadableTable) catalog.find(List.of("tpch", "ORDERS")).orElseThrow();
        assertThat(files.opened).isEmpty();
        table.schema();
        assertThat(files.opened).containsExactly("/data/tpch/Orders");
    }

    @Test
    void pathsAreTables() {
        for (var path : List.of("data/x", "x.parquet", "part-*", "hdfs://nn/x", "x.csv.gz")) {
            assertThat(catalog.find(List.of(path))).as(path).isPresent();
        }
        assertThat(catalog.find(List.of("x"))).isEmpty();
        assertThat(catalog.find(List.of("x.y"))).isEmpty();
    }

    @Test
    void analyzedStatisticsStandForThoseOfTheFiles() {
        var name = catalog.resolve(List.of("t"));
        catalog.create(name, new Opened("t"));
        catalog.setStatistics(name, new TableStatistics(7, 8, List.of()));
        assertThat(((ReadableTable) catalog.find(name).orElseThrow())
                        .statistics()
                        .rows())
                .isEqualTo(7);
        catalog.drop(name);
        assertThatThrownBy(() -> catalog.drop(name)).hasMessage("no table or view to drop: main.t");
    }
}
