import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import org.apache.spark.sql.SparkSession;

/** Writes the small Parquet files of Spark that the tests of the reader look at: {@code SparkFiles TARGET_DIRECTORY}. */
final class SparkFiles {
    private static final String SCALARS = """
            SELECT id, IF(id % 7 = 0, NULL, id % 2 = 0) AS b, CAST(id % 100 AS TINYINT) AS t, CAST(id * 31 AS SMALLINT) AS s,
              IF(id % 5 = 0, NULL, CAST(id * 77777 AS INT)) AS i, id * 1000000007 AS l, CAST(id / 3 AS FLOAT) AS f,
              IF(id = 13, double('NaN'), id / 7D) AS d, IF(id % 11 = 0, NULL, concat('name ', id % 10)) AS few,
              concat('row ', id, ' ä') AS v, encode(concat('bytes', id), 'UTF-8') AS bin, date_add(DATE'1969-12-01', CAST(id AS INT)) AS da,
              timestamp_micros(id * 86399123457 - 1000000) AS ts, CAST(timestamp_micros(id * 99991 - 50) AS TIMESTAMP_NTZ) AS tn
            FROM range(60)
            """;
    private static final String DECIMALS = """
            SELECT CAST(id - 30 AS DECIMAL(4,2)) AS d4, CAST(id * 12345.67 AS DECIMAL(9,2)) AS d9,
              IF(id % 3 = 0, NULL, CAST(-id * 1000003.123 AS DECIMAL(18,3))) AS d18,
              CAST(id * 99999999999999999999.5 AS DECIMAL(30,1)) AS d30, CAST(-id AS DECIMAL(38,18)) AS d38, CAST(id AS DECIMAL(20,0)) AS d20
            FROM range(60)
            """;
    private static final String NESTED = """
            SELECT id, IF(id % 5 = 0, NULL, transform(sequence(0, id % 4), x -> IF(x = 2, NULL, x + id))) AS list,
              IF(id % 6 = 0, array(), array(named_struct('a', id, 'b', IF(id % 2 = 0, NULL, concat('b', id))))) AS structs,
              IF(id % 4 = 0, NULL, map('k1', id, 'k2', NULL)) AS map, map(CAST(id AS INT), array('x', NULL)) AS lists,
              named_struct('x', IF(id % 3 = 0, NULL, id), 'y', named_struct('z', array(id, id + 1))) AS row,
              array(array(id), NULL, array()) AS matrix
            FROM range(40)
            """;
    private static final String OLD_TIMES = """
            SELECT id, make_date(CAST(id * 37 + 1 AS INT), 3, 1) AS da,
              make_timestamp(CAST(id * 37 + 1 AS INT), 6, 15, 12, 30, 15.123456) AS ts
            FROM range(60)
            """;
    private static final String MORE = """
            SELECT CAST(concat('c', id) AS CHAR(6)) AS c, CAST(concat('v', id) AS VARCHAR(9)) AS v, CAST(NULL AS INT) AS n,
              make_dt_interval(0, 0, 0, id) AS dt, make_ym_interval(0, CAST(id AS INT)) AS ym
            FROM range(30)
            """;
    private static final String MANY = """
            SELECT id, id % 13 AS few, concat('text ', id) AS v, IF(id < 500, NULL, id) AS late, array(id, id % 3) AS list FROM range(1000)
            """;

    private final SparkSession spark;
    private final Path target;

    private SparkFiles(SparkSession spark, Path target) {
        this.spark = spark;
        this.target = target;
    }

    public static void main(String[] arguments) throws IOException {
        var session = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.legacy.charVarcharAsString", "false")
                .getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        new SparkFiles(session, Path.of(arguments[0])).writeAll();
        session.stop();
    }

    private void writeAll() throws IOException {
        Files.createDirectories(target);
        for (var version : new String[] {"v1", "v2"}) {
            for (var codec : new String[] {"uncompressed", "snappy", "gzip", "zstd", "lz4", "lz4_raw"}) {
                write(
                        "scalars-" + version + "-" + codec,
                        SCALARS,
                        version,
                        "spark.sql.parquet.compression.codec",
                        codec);
            }
            write("scalars-" + version + "-plain", SCALARS, version, "parquet.enable.dictionary", "false");
            write(
                    "scalars-" + version + "-split",
                    SCALARS,
                    version,
                    "parquet.enable.dictionary",
                    "false",
                    "parquet.enable.bytestreamsplit",
                    "true");
            write("decimals-" + version, DECIMALS, version);
            write("decimals-" + version + "-legacy", DECIMALS, version, "spark.sql.parquet.writeLegacyFormat", "true");
            write(
                    "decimals-" + version + "-legacy-plain",
                    DECIMALS,
                    version,
                    "spark.sql.parquet.writeLegacyFormat",
                    "true",
                    "parquet.enable.dictionary",
                    "false");
            write("nested-" + version, NESTED, version);
            write("nested-" + version + "-legacy", NESTED, version, "spark.sql.parquet.writeLegacyFormat", "true");
            write("nested-" + version + "-plain", NESTED, version, "parquet.enable.dictionary", "false");
            write(
                    "pages-" + version,
                    MANY,
                    version,
                    "parquet.page.row.count.limit",
                    "50",
                    "parquet.bloom.filter.enabled#few",
                    "true",
                    "parquet.bloom.filter.enabled#v",
                    "true",
                    "parquet.bloom.filter.expected.ndv",
                    "100",
                    "parquet.bloom.filter.max.bytes",
                    "1024");
            write(
                    "unchecked-" + version,
                    MANY,
                    version,
                    "parquet.page.write-checksum.enabled",
                    "false",
                    "parquet.page.row.count.limit",
                    "100",
                    "parquet.column.index.truncate.length",
                    "4");
        }
        for (var type : new String[] {"INT96", "TIMESTAMP_MICROS", "TIMESTAMP_MILLIS"}) {
            write(
                    "times-" + type.toLowerCase(java.util.Locale.ROOT),
                    SCALARS,
                    "v1",
                    "spark.sql.parquet.outputTimestampType",
                    type,
                    "spark.sql.parquet.compression.codec",
                    "gzip");
        }
        for (var mode : new String[] {"LEGACY", "CORRECTED"}) {
            for (var type : new String[] {"INT96", "TIMESTAMP_MICROS"}) {
                write(
                        "old-" + type.toLowerCase(java.util.Locale.ROOT) + "-"
                                + mode.toLowerCase(java.util.Locale.ROOT),
                        OLD_TIMES,
                        "v1",
                        "spark.sql.parquet.outputTimestampType",
                        type,
                        "spark.sql.parquet.datetimeRebaseModeInWrite",
                        mode,
                        "spark.sql.parquet.int96RebaseModeInWrite",
                        mode);
            }
        }
        write("more", MORE, "v1");
        write("none", "SELECT * FROM (" + SCALARS + ") WHERE id < 0", "v1");
    }

    private void write(String name, String query, String version, String... settings) throws IOException {
        var options = new LinkedHashMap<String, String>();
        options.put("parquet.writer.version", version.equals("v1") ? "PARQUET_1_0" : "PARQUET_2_0");
        for (var i = 0; i < settings.length; i += 2) {
            options.put(settings[i], settings[i + 1]);
        }
        options.forEach(this::set);
        var scratch = Files.createTempDirectory("spark-file");
        spark.sql(query).coalesce(1).write().mode("overwrite").options(options).parquet(scratch + "/out");
        options.keySet().forEach(this::unset);
        try (var written = Files.list(scratch.resolve("out"))) {
            var file = written.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.move(file, target.resolve(name + ".parquet"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void set(String key, String value) {
        if (key.startsWith("spark.")) {
            spark.conf().set(key, value);
        }
    }

    private void unset(String key) {
        if (key.startsWith("spark.")) {
            spark.conf().unset(key);
        }
    }
}
