package io.weir.formats.parquet;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.formats.file.FileInput;
import io.weir.formats.parquet.ColumnChunk.Extent;
import io.weir.formats.parquet.ColumnChunk.Indexes;
import io.weir.formats.parquet.ColumnChunk.Pages;
import io.weir.formats.parquet.ColumnChunk.Statistics;
import io.weir.formats.parquet.Footer.RowGroup;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Reads the footer of a file: one read for all but large ones. */
final class FooterReader {
    private static final int FIRST_READ = 64 << 10;
    /** Fewer bytes a page cannot have, nor more values than an int. */
    private static final int MIN_PAGE = 8;

    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    private static final byte[] ENCRYPTED_MAGIC = {'P', 'A', 'R', 'E'};

    private final long dataEnd;
    private SchemaNode root;
    private List<SchemaNode> leaves = List.of();
    private final List<RowGroup> groups = new ArrayList<>();
    private WriterVersion writer = new WriterVersion("");
    /** Columns whose bounds are in an order that is not known. */
    private final BitSet unordered = new BitSet();

    private FooterReader(long dataEnd) {
        this.dataEnd = dataEnd;
    }

    static Footer read(FileInput file) throws IOException {
        var path = file.file().path();
        var length = file.file().length();
        try {
            return parse(file, length);
        } catch (EOFException e) {
            throw new EngineException(ErrorCode.BAD_DATA, "parquet file is shorter than it was: " + path, e);
        } catch (Damage | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new EngineException(
                    ErrorCode.BAD_DATA,
                    Place.oneLine("damaged parquet file: " + e.getMessage() + ": footer of " + path),
                    e);
        }
    }

    private static Footer parse(FileInput file, long length) throws IOException {
        if (length < 12) {
            throw new Damage("no parquet file, too short with " + length + " bytes");
        }
        var tail = new byte[(int) Math.min(length, FIRST_READ)];
        file.read(length - tail.length, tail, 0, tail.length);
        var magic = Arrays.copyOfRange(tail, tail.length - 4, tail.length);
        if (Arrays.equals(magic, ENCRYPTED_MAGIC)) {
            throw encrypted(file);
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new Damage("no parquet file, or cut off: it does not end as one");
        }
        var bytes = LittleEndian.i32(tail, tail.length - 8);
        if (bytes <= 0 || bytes > length - 12) {
            throw new Damage("footer of " + bytes + " bytes in a file of " + length);
        }
        var from = tail.length - 8 - bytes;
        if (from < 0) {
            tail = new byte[bytes];
            file.read(length - 8 - bytes, tail, 0, bytes);
            from = 0;
        }
        var reader = new FooterReader(length - 8 - bytes);
        return reader.fileMetadata(new ThriftReader(tail, from, from + bytes), file, bytes);
    }

    private static EngineException encrypted(FileInput file) {
        return new EngineException(
                ErrorCode.NOT_SUPPORTED,
                "encrypted parquet files cannot be read: " + file.file().path());
    }

    private Footer fileMetadata(ThriftReader in, FileInput file, int bytes) {
        in.struct((id, type) -> {
            switch (id) {
                case 2 -> {
                    root = SchemaNode.tree(schema(in));
                    leaves = root.leaves();
                }
                case 4 -> {
                    var count = in.list(ThriftReader.STRUCT);
                    for (var i = 0; i < count; i++) {
                        groups.add(group(in));
                    }
                }
                case 6 -> writer = new WriterVersion(in.string());
                case 7 -> orders(in);
                case 8 -> throw encrypted(file);
                default -> {
                    return false;
                }
            }
            return true;
        });
        if (root == null) {
            throw new Damage("no schema");
        }
        return new Footer(root, groups.stream().map(this::withSoundStatistics).toList(), writer, bytes);
    }

    /** By which order the bounds of each column are: that of its type, or of floats as IEEE has it, which serves as well. */
    private void orders(ThriftReader in) {
        var count = in.list(ThriftReader.STRUCT);
        for (var i = 0; i < count; i++) {
            var known = new boolean[1];
            in.struct((id, type) -> {
                known[0] = id == 1 || id == 2;
                return false;
            });
            unordered.set(i, !known[0]);
        }
    }

    private RowGroup withSoundStatistics(RowGroup group) {
        var columns = new ArrayList<ColumnChunk>();
        for (var i = 0; i < leaves.size(); i++) {
            var column = group.columns().get(i);
            var required = leaves.get(i).levels().definition() == 0;
            if (column.statistics().contradict(column.pages().values(), required)) {
                columns.add(column.with(Statistics.UNKNOWN));
            } else {
                columns.add(unordered.get(i) ? column.withoutBounds() : column);
            }
        }
        return new RowGroup(group.rows(), List.copyOf(columns));
    }

    private static List<SchemaNode.Element> schema(ThriftReader in) {
        var elements = new ArrayList<SchemaNode.Element>();
        var count = in.list(ThriftReader.STRUCT);
        for (var i = 0; i < count; i++) {
            elements.add(element(in));
        }
        return elements;
    }

    private static SchemaNode.Element element(ThriftReader in) {
        var numbers = new int[9];
        numbers[1] = -1;
        numbers[6] = -1;
        var name = new String[] {""};
        var logical = new Logical[1];
        in.struct((id, type) -> {
            switch (id) {
                case 1, 2, 3, 5, 6, 7, 8 -> numbers[id] = in.i32();
                case 4 -> name[0] = in.string();
                case 10 -> logical[0] = Logical.read(in);
                default -> {
                    return false;
                }
            }
            return true;
        });
        var physical = numbers[1] < 0 ? null : Physical.of(numbers[1]);
        var meaning = logical[0] != null && logical[0].kind() != Logical.Kind.NONE
                ? logical[0]
                : Logical.ofConverted(numbers[6], numbers[8], numbers[7]);
        return new SchemaNode.Element(name[0], numbers[3], physical, numbers[2], numbers[5], meaning);
    }

    private RowGroup group(ThriftReader in) {
        var columns = new ArrayList<ColumnChunk>();
        var rows = new long[1];
        in.struct((id, type) -> {
            switch (id) {
                case 1 -> {
                    var count = in.list(ThriftReader.STRUCT);
                    for (var i = 0; i < count; i++) {
                        columns.add(new ChunkFields().read(in));
                    }
                }
                case 3 -> rows[0] = in.i64();
                default -> {
                    return false;
                }
            }
            return true;
        });
        if (rows[0] < 0) {
            throw new Damage("row group of " + rows[0] + " rows");
        }
        if (columns.size() != leaves.size()) {
            throw new Damage("row group with " + columns.size() + " columns where the schema has " + leaves.size());
        }
        for (var i = 0; i < columns.size(); i++) {
            check(columns.get(i), leaves.get(i), rows[0]);
        }
        return new RowGroup(rows[0], List.copyOf(columns));
    }

    private void check(ColumnChunk chunk, SchemaNode leaf, long rows) {
        var extent = chunk.extent();
        if (chunk.physical() != leaf.primitive().physical()) {
            throw new Damage("types of schema and row group differ, column " + leaf.name());
        }
        if (extent.start() < 0 || extent.bytes() < 0 || extent.end() > dataEnd || extent.end() < 0) {
            throw new Damage("column " + leaf.name() + " lies outside the file");
        }
        var values = chunk.pages().values();
        if (leaf.levels().repetition() == 0 ? values != rows : values < rows) {
            throw new Damage("column " + leaf.name() + " has " + values + " values for " + rows + " rows");
        }
        if (values / Integer.MAX_VALUE > extent.bytes() / MIN_PAGE) {
            throw new Damage("column " + leaf.name() + " has " + values + " values in " + extent.bytes() + " bytes");
        }
    }

    /** The fields of one column chunk while they come in. */
    private static final class ChunkFields {
        private final long[] numbers = new long[16];
        private Statistics statistics = Statistics.UNKNOWN;
        private int physical = -1;
        private boolean listedDictionary;
        private boolean listedOther;
        private boolean counted;
        private boolean countedOther;
        private Extent columnIndex = new Extent(0, 0);
        private Extent offsetIndex = new Extent(0, 0);

        ColumnChunk read(ThriftReader in) {
            var locations = new long[8];
            in.struct((id, type) -> {
                switch (id) {
                    case 1 -> throw new Damage("columns in other files are not supported");
                    case 3 -> metadata(in);
                    case 4, 5, 6, 7 -> locations[id] = in.i64();
                    case 8, 9 -> throw new Damage("encrypted columns cannot be read");
                    default -> {
                        return false;
                    }
                }
                return true;
            });
            offsetIndex = new Extent(locations[4], locations[5]);
            columnIndex = new Extent(locations[6], locations[7]);
            return chunk();
        }

        private void metadata(ThriftReader in) {
            in.struct((id, type) -> {
                switch (id) {
                    case 1 -> physical = in.i32();
                    case 2 -> encodings(in);
                    case 4, 5, 6, 7, 9, 11, 14, 15 -> numbers[id] = in.i64();
                    case 12 -> statistics = statistics(in);
                    case 13 -> encodingCounts(in);
                    default -> {
                        return false;
                    }
                }
                return true;
            });
        }

        private void encodings(ThriftReader in) {
            var count = in.list(5);
            for (var i = 0; i < count; i++) {
                var encoding = in.i32();
                listedDictionary |= Encoding.isDictionary(encoding);
                listedOther |= !Encoding.isDictionary(encoding) && !Encoding.isOfLevels(encoding);
            }
        }

        private void encodingCounts(ThriftReader in) {
            in.structs(new ThriftReader.Fields() {
                private int page;

                @Override
                public boolean take(int id, int type) {
                    if (id == 1) {
                        page = in.i32();
                        return true;
                    }
                    if (id == 2) {
                        var dictionary = Encoding.isDictionary(in.i32());
                        counted = true;
                        countedOther |= !dictionary && page != PageHeader.DICTIONARY;
                        return true;
                    }
                    return false;
                }
            });
        }

        private ColumnChunk chunk() {
            var data = numbers[9];
            var dictionary = numbers[11];
            var hasDictionary = dictionary > 0 && dictionary < data;
            var allDictionary = counted ? !countedOther : listedDictionary && !listedOther;
            return new ColumnChunk(
                    Physical.of(physical),
                    Codec.of((int) numbers[4]),
                    new Extent(hasDictionary ? dictionary : data, numbers[7]),
                    new Pages(
                            numbers[5],
                            numbers[6],
                            hasDictionary ? data - dictionary : 0,
                            allDictionary && (hasDictionary || dictionary == 0)),
                    statistics,
                    new Indexes(columnIndex, offsetIndex, new Extent(numbers[14], numbers[15] > 0 ? numbers[15] : -1)));
        }

        static Statistics statistics(ThriftReader in) {
            var bounds = new byte @Nullable [7][];
            var counts = new long[] {-1, -1};
            in.struct((id, type) -> {
                switch (id) {
                    case 1, 2, 5, 6 -> bounds[id] = in.binary();
                    case 3, 4 -> counts[id - 3] = in.i64();
                    default -> {
                        return false;
                    }
                }
                return true;
            });
            var signed = bounds[5] == null && bounds[6] == null;
            return new Statistics(
                    signed ? bounds[2] : bounds[6], signed ? bounds[1] : bounds[5], signed, counts[0], counts[1]);
        }
    }
}
