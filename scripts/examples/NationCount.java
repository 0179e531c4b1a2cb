import io.weir.table.TableEnvironment;

/** A program for `weir run`: counts the nations of a TPC-H directory. */
public final class NationCount {
    private NationCount() {}

    public static void main(String[] arguments) {
        try (var tables = TableEnvironment.create();
                var result = tables.executeSql("select n_regionkey, count(*) from '" + arguments[0]
                        + "/nation' group by n_regionkey order by n_regionkey")) {
            result.rows().forEachRemaining(row -> System.out.println("region " + row));
        }
    }
}
