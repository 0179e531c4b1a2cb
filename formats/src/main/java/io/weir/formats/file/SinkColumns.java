package io.weir.formats.file;

import io.weir.type.Schema;
import java.io.Serializable;
import java.util.List;

/**
 * What becomes of the columns of the rows to write.
 *
 * @param file what the files hold
 * @param places where these are among the columns of the rows
 * @param partitions columns whose values become directories, in the order of these
 * @param partitionPlaces where they are among the columns of the rows
 */
record SinkColumns(Schema file, List<Integer> places, Schema partitions, List<Integer> partitionPlaces)
        implements Serializable {
    SinkColumns {
        places = List.copyOf(places);
        partitionPlaces = List.copyOf(partitionPlaces);
    }
}
