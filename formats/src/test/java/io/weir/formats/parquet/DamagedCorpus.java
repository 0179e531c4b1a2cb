package io.weir.formats.parquet;

import io.weir.Nullable;
import io.weir.formats.file.Domain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnCryptoMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.EncryptionWithFooterKey;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Files of the same rows, each damaged in its own way, outside of the pages. */
final class DamagedCorpus {
    static final int K = 0;
    static final int S = 1;
    static final int D = 2;
    static final int LIST = 3;

    private static final String SCHEMA = """
            message m {
              required int64 k; optional binary s (STRING); optional double d;
              optional group l (LIST) { repeated group list { optional int32 element; } }
            }
            """;
    private static final int ROWS = 100;

    private final List<DamagedFile> files = new ArrayList<>();

    private DamagedCorpus() {}

    /** A sound file. */
    static byte[] sound(WriterVersion version, boolean dictionary, UnaryOperator<ExampleParquetWriter.Builder> settings)
            throws IOException {
        return LibraryFiles.bytes(
                SCHEMA,
                ROWS,
                (group, i) -> {
                    group.append("k", (long) i);
                    if (i % 10 > 0) {
                        group.append("s", "text " + i % 9).append("d", i / 4.0);
                        var list = group.addGroup("l");
                        for (var k = 0; k < i % 3; k++) {
                            list.addGroup("list").append("element", i);
                        }
                    }
                },
                builder -> settings.apply(builder.withWriterVersion(version)
                        .withDictionaryEncoding(dictionary)
                        .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                        .withPageWriteChecksumEnabled(false)));
    }

    static byte[] plain() throws IOException {
        return sound(WriterVersion.PARQUET_1_0, false, builder -> builder);
    }

    private static byte[] indexed() throws IOException {
        return sound(
                WriterVersion.PARQUET_1_0,
                false,
                builder -> builder.withPageRowCountLimit(20)
                        .withMinRowCountForPageSizeCheck(20)
                        .withBloomFilterEnabled("k", true));
    }

    /** Sound files of the same rows, in both versions of pages, with and without dictionaries and indexes. */
    static List<byte[]> soundFiles() throws IOException {
        return List.of(
                plain(),
                indexed(),
                sound(WriterVersion.PARQUET_1_0, true, builder -> builder),
                sound(WriterVersion.PARQUET_2_0, false, builder -> builder),
                sound(WriterVersion.PARQUET_2_0, true, builder -> builder.withPageRowCountLimit(20)));
    }

    static List<DamagedFile> files() throws IOException {
        var corpus = new DamagedCorpus();
        corpus.cutOff();
        corpus.wrongSchemas();
        corpus.wrongChunks();
        corpus.wrongIndexes();
        corpus.files.addAll(DamagedStatistics.files());
        corpus.files.addAll(DamagedPages.files());
        return corpus.files;
    }

    private void add(String name, byte[] bytes, @Nullable String error) {
        files.add(new DamagedFile(name, bytes, error == null ? List.of() : List.of(error)));
    }

    private void cutOff() throws IOException {
        var whole = plain();
        add("nothing", new byte[0], "no parquet file, too short with 0 bytes: footer of");
        add("magic alone", Arrays.copyOf(whole, 4), "no parquet file, too short with 4 bytes: footer of");
        add(
                "first half",
                Arrays.copyOf(whole, whole.length / 2),
                "no parquet file, or cut off: it does not end as one");
        add("last byte missing", Arrays.copyOf(whole, whole.length - 1), "cut off");
        add("first half missing", Arrays.copyOfRange(whole, whole.length / 2, whole.length), "lies outside the file");
        add("other magic at the end", changed(whole, whole.length - 1, '2'), "no parquet file");
        add("other magic at the beginning", changed(whole, 0, 'X'), null);
        add("encrypted", changed(whole, whole.length - 1, 'E'), "encrypted parquet files cannot be read");
        add("text", "id,name\n1,anna\n2,berta\n".getBytes(StandardCharsets.UTF_8), "no parquet file");
        add("footer longer than the file", Tampering.footerLength(whole, whole.length), "footer of " + whole.length);
        add("footer of a negative length", Tampering.footerLength(whole, -8), "footer of -8 bytes");
        add("footer of no length", Tampering.footerLength(whole, 0), "footer of 0 bytes");
        var length = whole.length - 8 - Tampering.footerStart(whole);
        add("footer too short by one", Tampering.footerLength(whole, length - 1), "footer of");
        add("footer too short by half", Tampering.footerLength(whole, length / 2), "footer of");
        var zeros = whole.clone();
        Arrays.fill(zeros, 4, Tampering.footerStart(zeros), (byte) 0);
        add("zeros for data", zeros, "column k, row group 0 of");
        var empty = whole.clone();
        Arrays.fill(empty, Tampering.footerStart(empty), empty.length - 8, (byte) 0);
        add("zeros for a footer", empty, "no schema: footer of");
    }

    static byte[] changed(byte[] bytes, int at, int value) {
        var changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private void schema(String name, Consumer<List<SchemaElement>> change, String error) throws IOException {
        add("schema: " + name, Tampering.footer(plain(), footer -> change.accept(footer.getSchema())), error);
    }

    private void wrongSchemas() throws IOException {
        schema("empty", List::clear, "schema is empty: footer of");
        schema("too many children", schema -> schema.get(0).setNum_children(9), "schema is nested wrongly");
        schema("absurdly many children", schema -> schema.get(0).setNum_children(1 << 30), "schema is nested wrongly");
        schema("one child more", schema -> schema.get(0).setNum_children(5), "schema lacks elements");
        schema("too few children", schema -> schema.get(0).setNum_children(3), "schema has elements outside its root");
        schema("negative children", schema -> schema.get(4).setNum_children(-1), "schema is nested wrongly");
        schema("cut off", schema -> schema.remove(schema.size() - 1), "schema lacks elements");
        schema(
                "other type",
                schema -> schema.get(1).setType(Type.INT32),
                "types of schema and row group differ, column k");
        schema("no length", schema -> schema.get(1).setType(Type.FIXED_LEN_BYTE_ARRAY), "fixed length of 0");
        schema(
                "decimal of 60 digits",
                schema -> schema.get(1)
                        .setLogicalType(null)
                        .setConverted_type(ConvertedType.DECIMAL)
                        .setPrecision(60),
                "decimal(60,0) of column k cannot be read");
        schema(
                "one column more",
                schema -> {
                    schema.get(0).setNum_children(5);
                    schema.add(new SchemaElement("x")
                            .setType(Type.INT32)
                            .setRepetition_type(FieldRepetitionType.OPTIONAL));
                },
                "row group with 4 columns where the schema has 5");
        schema(
                "two hundred levels",
                schema -> {
                    schema.get(0).setNum_children(5);
                    for (var i = 0; i < 200; i++) {
                        schema.add(new SchemaElement("g")
                                .setNum_children(1)
                                .setRepetition_type(FieldRepetitionType.OPTIONAL));
                    }
                    schema.add(new SchemaElement("x")
                            .setType(Type.INT32)
                            .setRepetition_type(FieldRepetitionType.OPTIONAL));
                },
                "schema is nested wrongly");
    }

    private void chunk(String name, int column, Consumer<ColumnChunk> change, @Nullable String error)
            throws IOException {
        var bytes = Tampering.footer(plain(), footer -> change.accept(Tampering.chunk(footer, column)));
        add("chunk: " + name, bytes, error);
    }

    private void wrongChunks() throws IOException {
        var outside = "column k lies outside the file: footer of";
        chunk("negative place", K, chunk -> chunk.getMeta_data().setData_page_offset(-5), outside);
        chunk("place behind the end", K, chunk -> chunk.getMeta_data().setData_page_offset(1L << 40), outside);
        chunk("highest place", K, chunk -> chunk.getMeta_data().setData_page_offset(Long.MAX_VALUE - 9), outside);
        chunk("negative size", K, chunk -> chunk.getMeta_data().setTotal_compressed_size(-1), outside);
        chunk("huge size", K, chunk -> chunk.getMeta_data().setTotal_compressed_size(1L << 40), outside);
        chunk("size cut", K, chunk -> chunk.getMeta_data().setTotal_compressed_size(90), "column k, row group 0 of");
        chunk("no size", K, chunk -> chunk.getMeta_data().setTotal_compressed_size(0), "column k, row group 0 of");
        chunk(
                "place of another column",
                K,
                chunk -> chunk.getMeta_data()
                        .setData_page_offset(chunk.getMeta_data().getData_page_offset() + 1),
                "column k, row group 0 of");
        chunk(
                "fewer values",
                K,
                chunk -> chunk.getMeta_data().setNum_values(99),
                "column k has 99 values for 100 rows");
        chunk(
                "more values",
                K,
                chunk -> chunk.getMeta_data().setNum_values(101),
                "column k has 101 values for 100 rows");
        chunk(
                "too few list values",
                LIST,
                chunk -> chunk.getMeta_data().setNum_values(99),
                "has 99 values for 100 rows");
        chunk(
                "fewer list values than in pages",
                LIST,
                chunk -> chunk.getMeta_data().setNum_values(101),
                "pages hold more values than 101: column l, row group 0 of");
        chunk("codec", K, chunk -> chunk.getMeta_data().setCodec(CompressionCodec.SNAPPY), "column k, row group 0 of");
        chunk(
                "codec lzo",
                K,
                chunk -> chunk.getMeta_data().setCodec(CompressionCodec.LZO),
                "lzo compression cannot be read: column k");
        chunk(
                "other file",
                K,
                chunk -> chunk.setFile_path("other.parquet"),
                "columns in other files are not supported");
        chunk(
                "encrypted",
                K,
                chunk -> chunk.setCrypto_metadata(
                        ColumnCryptoMetaData.ENCRYPTION_WITH_FOOTER_KEY(new EncryptionWithFooterKey())),
                "encrypted columns cannot be read");
        Consumer<FileMetaData> drop =
                footer -> footer.getRow_groups().get(0).getColumns().remove(3);
        add("column missing", Tampering.footer(plain(), drop), "row group with 3 columns where the schema has 4");
        Consumer<FileMetaData> negative =
                footer -> footer.getRow_groups().get(0).setNum_rows(-1);
        add("negative rows", Tampering.footer(plain(), negative), "row group of -1 rows: footer of");
        Consumer<FileMetaData> fewer = footer -> footer.getRow_groups().get(0).setNum_rows(10);
        add("fewer rows", Tampering.footer(plain(), fewer), "column k has 100 values for 10 rows");
        Consumer<FileMetaData> endless = footer -> {
            footer.getRow_groups().get(0).setNum_rows(1L << 60);
            footer.getRow_groups()
                    .get(0)
                    .getColumns()
                    .forEach(chunk -> chunk.getMeta_data().setNum_values(1L << 60));
        };
        add("endless rows", Tampering.footer(plain(), endless), "column k has 1152921504606846976 values in");
        Consumer<FileMetaData> total = footer -> footer.setNum_rows(7);
        add("wrong total of rows", Tampering.footer(plain(), total), null);
    }

    private void index(String name, byte[] bytes, @Nullable String error) {
        var errors = error == null ? List.<String>of() : List.of(error);
        files.add(new DamagedFile("index: " + name, bytes, errors, "k", Domain.of(List.of(50L))));
    }

    private void wrongIndexes() throws IOException {
        var file = indexed();
        var outside = "index of pages lies outside the file: column k, row group 0 of";
        index(
                "behind the end",
                Tampering.footer(file, f -> Tampering.chunk(f, K).setOffset_index_offset(1L << 40)),
                outside);
        index(
                "highest place",
                Tampering.footer(file, f -> Tampering.chunk(f, K).setOffset_index_offset(Long.MAX_VALUE)),
                outside);
        index(
                "huge",
                Tampering.footer(file, f -> Tampering.chunk(f, K).setOffset_index_length(Integer.MAX_VALUE)),
                outside);
        index(
                "bounds before the file",
                Tampering.footer(file, f -> Tampering.chunk(f, K).setColumn_index_offset(-1)),
                outside);
        index(
                "of something else",
                Tampering.footer(file, f -> Tampering.chunk(f, K).setOffset_index_offset(4)),
                "column k, row group 0 of");
        var unfit = "offset index does not fit its column: column k, row group 0 of";
        index(
                "rows go back",
                Tampering.offsetIndex(file, K, x -> x.getPage_locations().get(2).setFirst_row_index(5)),
                unfit);
        index(
                "rows behind the end",
                Tampering.offsetIndex(file, K, x -> x.getPage_locations().get(4).setFirst_row_index(100)),
                unfit);
        index(
                "first row missing",
                Tampering.offsetIndex(file, K, x -> x.getPage_locations().get(0).setFirst_row_index(1)),
                unfit);
        index(
                "page outside its column",
                Tampering.offsetIndex(file, K, x -> x.getPage_locations().get(4).setOffset(Long.MAX_VALUE)),
                unfit);
        index(
                "page of no size",
                Tampering.offsetIndex(file, K, x -> x.getPage_locations().get(1).setCompressed_page_size(0)),
                unfit);
        index(
                "page moved",
                Tampering.offsetIndex(
                        file,
                        K,
                        x -> x.getPage_locations()
                                .get(2)
                                .setOffset(x.getPage_locations().get(2).getOffset() + 3)),
                "column k, row group 0 of");
        index(
                "rows of a page moved",
                Tampering.offsetIndex(file, K, x -> x.getPage_locations().get(3).setFirst_row_index(58)),
                "column k, row group 0 of");
        index(
                "fewer bounds than pages",
                Tampering.columnIndex(file, K, x -> {
                    x.getNull_pages().remove(0);
                    x.getMin_values().remove(0);
                    x.getMax_values().remove(0);
                    x.getNull_counts().remove(0);
                }),
                null);
        index(
                "fewer mins than maxes",
                Tampering.columnIndex(file, K, x -> x.getMin_values().remove(0)),
                "column index contradicts itself");
        index(
                "min above max",
                Tampering.columnIndex(
                        file, K, x -> x.getMin_values().set(2, ByteBuffer.wrap(DamagedStatistics.little(70)))),
                null);
        index(
                "only nulls in a page, but not as many",
                Tampering.columnIndex(file, K, x -> x.getNull_pages().set(2, true)),
                null);
        index(
                "more nulls than rows",
                Tampering.columnIndex(file, K, x -> x.getNull_counts().set(2, 20L)),
                null);
        index(
                "bloom filter behind the end",
                Tampering.footer(file, f -> Tampering.chunk(f, K).getMeta_data().setBloom_filter_offset(1L << 40)),
                "bloom filter lies outside the file: column k");
        index(
                "bloom filter of something else",
                Tampering.footer(file, f -> Tampering.chunk(f, K).getMeta_data().setBloom_filter_offset(4)),
                "column k, row group 0 of");
    }
}
