package io.weir.sql.gateway;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.formats.file.FileStores;
import io.weir.table.TableEnvironment;

/** A directory of which each directory is a table. */
public final class DataDirectory {
    private DataDirectory() {}

    /** Makes its tables those of the session's current schema. Fails with NOT_FOUND if it is not there. */
    public static void use(TableEnvironment tables, String directory) {
        if (!FileStores.exists(directory)) {
            throw new EngineException(ErrorCode.NOT_FOUND, "no directory " + directory);
        }
        tables.executeSql("CREATE SCHEMA data WITH (path = '" + directory.replace("'", "''") + "')")
                .close();
        tables.executeSql("USE data").close();
    }
}
