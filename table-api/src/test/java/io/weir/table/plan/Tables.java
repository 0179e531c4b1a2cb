package io.weir.table.plan;

import io.weir.Nullable;
import io.weir.connector.Source;
import io.weir.expression.Expression;
import io.weir.formats.file.ColumnStatistics;
import io.weir.formats.file.FormatOptions;
import io.weir.formats.file.ScanRequest.ColumnDomain;
import io.weir.formats.file.TableStatistics;
import io.weir.table.catalog.Catalog;
import io.weir.table.catalog.FileTables;
import io.weir.table.catalog.ReadableTable;
import io.weir.table.catalog.TableName;
import io.weir.table.function.FunctionCatalog;
import io.weir.table.translate.Constants;
import io.weir.type.DataType;
import io.weir.type.DataType.Scalar;
import io.weir.type.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tables without rows, with the statistics that a test wants, and planners over them. */
final class Tables implements FileTables {
    /** A table that only plans can be made of. */
    record Planned(String description, Schema schema, TableStatistics statistics) implements ReadableTable {
        @Override
        public Source<?> scan(Schema columns, List<Expression> filters, List<ColumnDomain> domains) {
            throw new AssertionError("plans are not run here");
        }
    }

    private final List<ReadableTable> paths = new ArrayList<>();

    @Override
    public ReadableTable open(String location, @Nullable String format, FormatOptions options) {
        return paths.stream()
                .filter(table -> table.description().equals(location))
                .findFirst()
                .orElseThrow(() ->
                        new io.weir.EngineException(io.weir.ErrorCode.NOT_FOUND, "there are no files at " + location));
    }

    @Override
    public List<String> directories(String location) {
        var prefix = location + "/";
        return paths.stream()
                .map(ReadableTable::description)
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()))
                .toList();
    }

    void path(ReadableTable table) {
        paths.add(table);
    }

    /** One column a line: {@code name type [low high [distinct]]}. */
    static ReadableTable table(String name, long rows, String columns) {
        var fields = new ArrayList<Schema.Field>();
        var statistics = new ArrayList<ColumnStatistics>();
        for (var line : columns.strip().lines().toList()) {
            var words = line.strip().split("\\s+");
            var type = type(words[1]);
            fields.add(new Schema.Field(words[0], type));
            statistics.add(new ColumnStatistics(
                    words.length > 3 ? value(type, words[2]) : null,
                    words.length > 3 ? value(type, words[3]) : null,
                    0,
                    words.length > 4 ? Long.parseLong(words[4]) : -1,
                    -1));
        }
        return new Planned(name, new Schema(fields), new TableStatistics(rows, rows * 50, statistics));
    }

    private static DataType type(String name) {
        if (name.startsWith("decimal")) {
            var digits = name.substring(8, name.length() - 1).split(",");
            return new DataType.Decimal(Integer.parseInt(digits[0]), Integer.parseInt(digits[1]));
        }
        if (name.startsWith("array(")) {
            return new DataType.ListOf(type(name.substring(6, name.length() - 1)));
        }
        return switch (name) {
            case "timestamp" -> new DataType.Timestamp(6, false);
            case "char" -> new DataType.Char(10);
            default -> Scalar.valueOf(name.toUpperCase(Locale.ROOT));
        };
    }

    private static Object value(DataType type, String text) {
        if (type == Scalar.DATE) {
            return LocalDate.parse(text);
        }
        return switch (type.storage()) {
            case BYTES -> text;
            case DOUBLE, FLOAT -> Double.valueOf(text);
            default -> type instanceof DataType.Decimal ? (Object) new java.math.BigDecimal(text) : Long.valueOf(text);
        };
    }

    static Planner planner(Catalog catalog) {
        return new Planner(
                catalog,
                FunctionCatalog.builtIn(),
                PlannerSettings.of(
                        ZoneOffset.UTC,
                        Clock.fixed(Instant.parse("2024-02-29T12:00:00Z"), ZoneOffset.UTC),
                        Set.of(Optimization.values())),
                Constants.expressions(FunctionCatalog.builtIn(), ZoneOffset.UTC));
    }

    static Catalog catalog(ReadableTable... tables) {
        return catalog(new Tables(), tables);
    }

    static Catalog catalog(Tables files, ReadableTable... tables) {
        var catalog = new Catalog(files);
        for (var table : tables) {
            catalog.create(new TableName(Catalog.MAIN, table.description()), table);
        }
        return catalog;
    }

    /** The eight tables of TPC-H at scale 1, with what their files tell. */
    static Catalog tpch() {
        return catalog(
                table("region", 5, "r_regionkey int 0 4\n r_name varchar AFRICA MIDDLE\n r_comment varchar"),
                table(
                        "nation",
                        25,
                        "n_nationkey int 0 24\n n_name varchar ALGERIA VIETNAM\n n_regionkey int 0 4\n n_comment varchar"),
                table("supplier", 10_000, """
                        s_suppkey bigint 1 10000
                        s_name varchar
                        s_address varchar
                        s_nationkey int 0 24
                        s_phone varchar
                        s_acctbal decimal(15,2) -998.22 9999.72
                        s_comment varchar
                        """),
                table("part", 200_000, """
                        p_partkey bigint 1 200000
                        p_name varchar
                        p_mfgr varchar Manufacturer#1 Manufacturer#5 5
                        p_brand varchar Brand#11 Brand#55 25
                        p_type varchar
                        p_size int 1 50
                        p_container varchar JUMBO WRAP 40
                        p_retailprice decimal(15,2) 901.00 2098.99
                        p_comment varchar
                        """),
                table("partsupp", 800_000, """
                        ps_partkey bigint 1 200000
                        ps_suppkey bigint 1 10000
                        ps_availqty bigint 1 9999
                        ps_supplycost decimal(15,2) 1.00 1000.00
                        ps_comment varchar
                        """),
                table("customer", 150_000, """
                        c_custkey bigint 1 150000
                        c_name varchar
                        c_address varchar
                        c_nationkey int 0 24
                        c_phone varchar
                        c_acctbal decimal(15,2) -999.99 9999.99
                        c_mktsegment varchar AUTOMOBILE MACHINERY 5
                        c_comment varchar
                        """),
                table("orders", 1_500_000, """
                        o_orderkey bigint 1 6000000
                        o_custkey bigint 1 149999
                        o_orderstatus varchar F P 3
                        o_totalprice decimal(15,2) 857.71 555285.16
                        o_orderdate date 1992-01-01 1998-08-02
                        o_orderpriority varchar 1-URGENT 5-LOW 5
                        o_clerk varchar
                        o_shippriority int 0 0
                        o_comment varchar
                        """),
                table("lineitem", 6_001_215, """
                        l_orderkey bigint 1 6000000
                        l_partkey bigint 1 200000
                        l_suppkey bigint 1 10000
                        l_linenumber bigint 1 7
                        l_quantity decimal(15,2) 1.00 50.00
                        l_extendedprice decimal(15,2) 901.00 104949.50
                        l_discount decimal(15,2) 0.00 0.10
                        l_tax decimal(15,2) 0.00 0.08
                        l_returnflag varchar A R 3
                        l_linestatus varchar F O 2
                        l_shipdate date 1992-01-02 1998-12-01
                        l_commitdate date 1992-01-31 1998-10-31
                        l_receiptdate date 1992-01-04 1998-12-31
                        l_shipinstruct varchar
                        l_shipmode varchar AIR TRUCK 7
                        l_comment varchar
                        """));
    }
}
